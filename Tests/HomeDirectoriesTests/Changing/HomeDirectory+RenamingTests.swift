import HomeDirectories
import SystemCalls
import Testing

struct HomeDirectoryRenamingTests {
  @Test func `files and directories get other names and places`() async throws {
    try await withHome { test in
      try test.makeDirectory("a/b")
      try test.put("a/file", "text")
      try test.home.rename(path("/a/file"), to: path("/a/b/other"), isReplacing: false)
      #expect(test.content("a/b/other") == "text")
      try test.home.rename(path("/a/b"), to: path("/c"), isReplacing: false)
      #expect(test.content("c/other") == "text")
      #expect(try test.names("a").isEmpty)
    }
  }

  @Test func `a file in the way gives way only when it is to be replaced`() async throws {
    try await withHome { test in
      try test.put("new", "new")
      try test.put("old", "before")
      #expect(throws: HomeError.exists) {
        try test.home.rename(path("/new"), to: path("/old"), isReplacing: false)
      }
      #expect(test.content("old") == "before")
      let freed = try test.home.rename(path("/new"), to: path("/old"), isReplacing: true)
      #expect(freed == HomeUsage(bytes: 6, files: 1))
      #expect(test.content("old") == "new")
      #expect(try test.names() == ["old"])
    }
  }

  @Test(arguments: [true, false])
  func `a directory in the way never gives way`(_ isReplacing: Bool) async throws {
    try await withHome { test in
      try test.put("file")
      try test.makeDirectory("empty")
      try test.makeDirectory("other")
      for name in ["/file", "/other"] {
        #expect(throws: HomeError.exists) {
          try test.home.rename(path(name), to: path("/empty"), isReplacing: isReplacing)
        }
      }
    }
  }

  @Test func `a directory takes no file's name`() async throws {
    try await withHome { test in
      try test.put("file")
      try test.makeDirectory("folder")
      #expect(throws: HomeError.notADirectory) {
        try test.home.rename(path("/folder"), to: path("/file"), isReplacing: true)
      }
    }
  }

  @Test(arguments: [true, false])
  func `a directory is not moved into itself`(_ isReplacing: Bool) async throws {
    try await withHome { test in
      try test.makeDirectory("a/b")
      for name in ["/a/b/c", "/a/c"] {
        #expect(throws: HomeError.intoItself) {
          try test.home.rename(path("/a"), to: path(name), isReplacing: isReplacing)
        }
      }
    }
  }

  @Test(arguments: [true, false])
  func `renaming to the same name does nothing, of what is missing fails`(
    _ isReplacing: Bool
  ) async throws {
    try await withHome { test in
      try test.put("file", "text")
      let file = try path("/file")
      #expect(try test.home.rename(file, to: file, isReplacing: isReplacing) == .none)
      #expect(test.content("file") == "text")
      #expect(throws: HomeError.noSuchFile) {
        try test.home.rename(path("/x"), to: path("/x"), isReplacing: isReplacing)
      }
      #expect(throws: HomeError.noSuchFile) {
        try test.home.rename(file, to: path("/x/y"), isReplacing: isReplacing)
      }
    }
  }

  #if DEBUG
  @Test func `a file system that cannot refuse to replace is asked before`() async throws {
    try await withHome { test in
      try test.put("file", "text")
      try test.put("other", "other")
      let faults = [FakeKernel.Fault(.renameat2, .failure(.invalidArgument))]
      try FakeKernel.run(faults) {
        try test.home.rename(path("/file"), to: path("/new"), isReplacing: false)
      }
      #expect(test.content("new") == "text")
    }
  }

  @Test func `other file systems are told`() async throws {
    try await withHome { test in
      try test.put("file")
      FakeKernel.run([.init(.renameat2, .failure(.crossDevice))]) {
        #expect(throws: HomeError.crossesFileSystems) {
          try test.home.rename(path("/file"), to: path("/new"), isReplacing: false)
        }
      }
    }
  }
  #endif
}
