import HomeDirectories
import SystemCalls
import Testing

struct HomeDirectoryResumingTests {
  /// Leaves a cut upload of owner 7 to `/new`.
  private static func cut(_ text: String, in test: TestHome) throws {
    let upload = try test.home.beginUpload(to: path("/new"), owner: 7)
    try upload.write(text)
    try upload.abandon()
  }

  @Test(arguments: [(nil, "hello"), (3, "hello"), (1, "hlo"), (0, "lo")] as [(Int64?, String)])
  func `a cut upload goes on where its owner says`(
    _ offset: Int64?,
    _ expected: String
  ) async throws {
    try await withHome { test in
      let new = try path("/new")
      try Self.cut("hel", in: test)
      #expect(try test.home.keptPart(of: new, owner: 7)?.size == 3)
      let upload = try test.home.resumeUpload(to: new, owner: 7, at: offset)
      #expect(upload.startOffset == offset ?? 3)
      #expect(upload.sizeBefore == 3)
      try upload.write("lo", at: upload.startOffset)
      #expect(test.content("new") == nil)
      try upload.commit()
      #expect(test.content("new") == expected)
      #expect(try test.home.keptPart(of: new, owner: 7) == nil)
      #expect(try test.names() == ["new"])
    }
  }

  @Test func `a part is its owner's alone`() async throws {
    try await withHome { test in
      let new = try path("/new")
      try Self.cut("hel", in: test)
      #expect(try test.home.keptPart(of: new, owner: 8) == nil)
      #expect(throws: HomeError.noSuchFile) {
        try test.home.resumeUpload(to: new, owner: 8, at: 3)
      }
      #expect(try test.home.resumeUpload(to: new, owner: 8).startOffset == 0)
      #expect(try test.home.removeKeptPart(of: new, owner: 8) == .none)
      let freed = try test.home.removeKeptPart(of: new, owner: 7)
      #expect(freed == HomeUsage(bytes: 3, files: 1))
      #expect(try test.names().isEmpty)
    }
  }

  @Test func `nobody goes on behind the end, or where there is nothing`() async throws {
    try await withHome { test in
      let new = try path("/new")
      #expect(throws: HomeError.noSuchFile) {
        try test.home.resumeUpload(to: new, owner: 7, at: 1)
      }
      try Self.cut("hel", in: test)
      for offset in [4, Int64.max, -1] {
        #expect(throws: HomeError.invalidOffset) {
          try test.home.resumeUpload(to: new, owner: 7, at: offset)
        }
      }
      #expect(try test.home.keptPart(of: new, owner: 7)?.size == 3)
    }
  }

  @Test func `a part that is being written is busy, and told`() async throws {
    try await withHome { test in
      let new = try path("/new")
      try Self.cut("hel", in: test)
      let first = try test.home.resumeUpload(to: new, owner: 7)
      #expect(throws: HomeError.busy) { try test.home.resumeUpload(to: new, owner: 7) }
      #expect(throws: HomeError.busy) { try test.home.removeKeptPart(of: new, owner: 7) }
      try first.abandon()
      try test.home.resumeUpload(to: new, owner: 7).abandon()
    }
  }

  @Test func `a part with a second name is not written to`() async throws {
    try await withHome { test in
      try Self.cut("hel", in: test)
      try test.hardLink(".new.7.switchboard-part", as: "second")
      #expect(throws: HomeError.permissionDenied) {
        try test.home.resumeUpload(to: path("/new"), owner: 7)
      }
      #expect(test.content("second") == "hel")
    }
  }

  @Test(arguments: [(nil, "hello!"), (5, "hello!"), (1, "h!"), (0, "!")] as [(Int64?, String)])
  func `a file that exists is written in place`(
    _ offset: Int64?,
    _ expected: String
  ) async throws {
    try await withHome { test in
      try test.put("file", "hello")
      let upload = try test.home.openForWriting(path("/file"), at: offset)
      #expect(upload.isInPlace)
      #expect(upload.startOffset == offset ?? 5)
      #expect(upload.sizeBefore == 5)
      try upload.write("!", at: upload.startOffset)
      #expect(test.content("file") == expected)
      #expect(try upload.commit() == .none)
      #expect(try test.names() == ["file"])
    }
  }

  @Test func `what was written in place stays when the upload is cut`() async throws {
    try await withHome { test in
      try test.put("file", "hello")
      let upload = try test.home.openForWriting(path("/file"))
      try upload.write("!", at: 5)
      #expect(try upload.abandon() == .none)
      #expect(test.content("file") == "hello!")
    }
  }

  @Test func `one at a time writes in place, until its end`() async throws {
    try await withHome { test in
      try test.put("file", "hello")
      let file = try path("/file")
      for isWhole in [true, false] {
        let first = try test.home.openForWriting(file)
        #expect(throws: HomeError.busy) { try test.home.openForWriting(file, at: 0) }
        #expect(test.content("file") == "hello")
        if isWhole { try first.commit() } else { try first.abandon() }
        try test.home.openForWriting(file).abandon()
      }
    }
  }

  @Test func `nothing is cut where that is not allowed`() async throws {
    try await withHome { test in
      try test.put("file", "hello")
      #expect(throws: HomeError.permissionDenied) {
        try test.home.openForWriting(path("/file"), at: 4, mayCut: false)
      }
      #expect(test.content("file") == "hello")
      #expect(try test.home.openForWriting(path("/file"), at: 5, mayCut: false).startOffset == 5)
      #expect(throws: HomeError.invalidOffset) {
        try test.home.openForWriting(path("/file"), at: 6)
      }
    }
  }

  @Test func `a file that another has replaced meanwhile was written to in vain`() async throws {
    try await withHome { test in
      try test.put("file", "hello")
      let upload = try test.home.openForWriting(path("/file"))
      try upload.write("!", at: 5)
      try test.upload("/file", "new")
      #expect(throws: HomeError.busy) { try upload.commit() }
      try upload.abandon()
      #expect(test.content("file") == "new")
    }
  }

  @Test func `a file in the way is told apart from nothing`() async throws {
    try await withHome { test in
      try test.put("file", "hello")
      #expect(throws: HomeError.exists) { try test.home.resumeUpload(to: path("/file"), owner: 7) }
      #expect(throws: HomeError.noSuchFile) { try test.home.openForWriting(path("/missing")) }
      #expect(try test.home.keptPart(of: path("/file"), owner: 7) == nil)
    }
  }

  @Test func `a name that nothing has is found, as it was hinted if it is free`() async throws {
    try await withHome { test in
      let hint = Array("file".utf8)
      let first = try test.home.beginUniqueUpload(in: .root, hint: hint, owner: 7)
      #expect(first.name == hint)
      let second = try test.home.beginUniqueUpload(in: .root, hint: hint, owner: 7)
      #expect(second.name.starts(with: Array("file.".utf8)))
      try first.commit()
      let third = try test.home.beginUniqueUpload(in: .root, hint: hint, owner: 8)
      #expect(third.name.starts(with: Array("file.".utf8)))
      let free = try test.home.beginUniqueUpload(in: .root, hint: nil, owner: 7)
      #expect(!free.name.isEmpty)
      let long = [UInt8](repeating: 97, count: HomeLimits.nameBytesMax)
      for _ in 0..<2 {
        let upload = try test.home.beginUniqueUpload(in: .root, hint: long, owner: 7)
        #expect(upload.name.count <= HomeLimits.nameBytesMax)
        try upload.commit()
      }
      for hint in ["a/b", "..", "", "a\r", ".a.1.switchboard-part"] {
        #expect(throws: HomeError.invalidName) {
          try test.home.beginUniqueUpload(in: .root, hint: Array(hint.utf8), owner: 7)
        }
      }
    }
  }

  @Test func `a unique name that is taken meanwhile stays with who took it`() async throws {
    try await withHome { test in
      let upload = try test.home.beginUniqueUpload(in: .root, hint: Array("a".utf8), owner: 7)
      try upload.write("mine")
      try test.put("a", "theirs")
      #expect(throws: HomeError.exists) { try upload.commit() }
      #expect(test.content("a") == "theirs")
    }
  }
}
