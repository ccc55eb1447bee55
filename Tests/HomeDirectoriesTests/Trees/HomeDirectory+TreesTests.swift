import HomeDirectories
import SystemCalls
import Testing

struct HomeDirectoryTreesTests {
  private static let distantFuture = FileTime(seconds: 4_000_000_000)

  @Test func `a tree is what its files hold, parts too and links not`() async throws {
    try await withHome { test in
      #expect(try test.home.treeSize() == .none)
      try test.makeDirectory("a/b/c")
      try test.put("file", "12345")
      try test.put("a/b/file", "123")
      try test.hardLink("file", as: "a/second")
      try test.link("a/link", to: "../file")
      try test.link("out", to: "../outside")
      try test.link("a/around", to: "..")
      let upload = try test.home.beginUpload(to: path("/a/new"), owner: 1)
      try upload.write("1234567")
      #expect(try test.home.treeSize() == HomeUsage(bytes: 20, files: 4, directories: 3))
      try upload.abandon()
      #expect(try test.home.treeSize() == HomeUsage(bytes: 20, files: 4, directories: 3))
    }
  }

  @Test func `a tree is walked as deep as its limit, and no deeper`() async throws {
    try await withHome { test in
      var folder = try System.open(Array(test.path.utf8), .path)
      for _ in 1..<HomeLimits.treeLevelsMax {
        try System.mkdirat(folder, [97], mode: 0o700)
        folder = try System.openat2(folder, [97], .path)
      }
      let levels = Int64(HomeLimits.treeLevelsMax)
      #expect(try test.home.treeSize() == HomeUsage(directories: levels - 1))
      try System.mkdirat(folder, [97], mode: 0o700)
      #expect(throws: HomeError.tooDeep) { try test.home.treeSize() }
      #expect(throws: HomeError.tooDeep) { try test.home.sweepParts(olderThan: .init(seconds: 0)) }
    }
  }

  @Test func `old parts are swept, wherever they are; nothing else is`() async throws {
    try await withHome { test in
      try test.makeDirectory("a/b")
      try test.put("file", "text")
      try test.put("a/.hidden.part", "text")
      for name in ["/new", "/a/b/new"] {
        let upload = try test.home.beginUpload(to: path(name), owner: 7)
        try upload.write("123")
        try upload.abandon()
      }
      #expect(try test.home.sweepParts(olderThan: FileTime(seconds: 0)) == .none)
      #expect(try test.home.treeSize().files == 4)
      let freed = try test.home.sweepParts(olderThan: Self.distantFuture)
      #expect(freed == HomeUsage(bytes: 6, files: 2))
      #expect(try test.names("a/b").isEmpty)
      #expect(try test.names("a") == [".hidden.part", "b"])
      #expect(try test.names() == ["a", "file"])
    }
  }

  @Test func `parts that are being written stay, however old`() async throws {
    try await withHome { test in
      let upload = try test.home.beginUpload(to: path("/new"), owner: 7)
      try upload.write("text")
      #expect(try test.home.sweepParts(olderThan: Self.distantFuture) == .none)
      try upload.commit()
      #expect(test.content("new") == "text")
    }
  }

  @Test func `a link by the name of a part goes, and what it leads to stays`() async throws {
    try await withHome { test in
      try test.link(".a.1.switchboard-part", to: "../outside/secret")
      try test.makeDirectory(".b.1.switchboard-part")
      #expect(try test.home.sweepParts(olderThan: Self.distantFuture) == .none)
      #expect(try test.names() == [".b.1.switchboard-part"])
      #expect(test.content("../outside/secret") == "secret")
    }
  }
}
