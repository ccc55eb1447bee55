import HomeDirectories
import SystemCalls
import Testing

struct HomeDirectoryDirectoriesTests {
  @Test func `a directory is made with the mode of the settings, and removed`() async throws {
    var settings = HomeSettings()
    settings.directoryMode = 0o711
    try await withHome(settings) { test in
      let folder = try path("/a")
      try test.home.makeDirectory(folder)
      #expect(try test.home.status(of: folder).mode == 0o711)
      #expect(throws: HomeError.exists) { try test.home.makeDirectory(folder) }
      try test.home.makeDirectory(folder.appending(Array("b".utf8)))
      #expect(throws: HomeError.notEmpty) { try test.home.removeDirectory(folder) }
      #expect(throws: HomeError.noSuchFile) { try test.home.makeDirectory(path("/x/y")) }
      #expect(throws: HomeError.noSuchFile) { try test.home.removeDirectory(path("/x")) }
      let freed = try test.home.removeDirectory(folder.appending(Array("b".utf8)))
      #expect(freed == HomeUsage(directories: 1))
      try test.home.removeDirectory(folder)
      #expect(try test.names().isEmpty)
    }
  }

  @Test func `a file is deleted, and its room freed with its last name`() async throws {
    try await withHome { test in
      try test.put("file", "12345")
      try test.hardLink("file", as: "second")
      #expect(try test.home.deleteFile(path("/file")) == .none)
      #expect(try test.home.deleteFile(path("/second")) == HomeUsage(bytes: 5, files: 1))
      #expect(throws: HomeError.noSuchFile) { try test.home.deleteFile(path("/second")) }
      try test.makeDirectory("folder")
      #expect(throws: HomeError.isADirectory) { try test.home.deleteFile(path("/folder")) }
      try test.put("other")
      #expect(throws: HomeError.notADirectory) { try test.home.removeDirectory(path("/other")) }
    }
  }

  @Test func `a directory with nothing but parts that nobody writes is empty`() async throws {
    try await withHome { test in
      try test.makeDirectory("folder")
      for (owner, text) in [(1, "123"), (2, "45")] as [(Int64, String)] {
        let upload = try test.home.beginUpload(to: path("/folder/file"), owner: owner)
        try upload.write(text)
        try upload.abandon()
      }
      #expect(try test.names("folder").count == 2)
      let freed = try test.home.removeDirectory(path("/folder"))
      #expect(freed == HomeUsage(bytes: 5, files: 2, directories: 1))
      #expect(try test.names().isEmpty)
    }
  }

  @Test func `a directory with an upload under way, or a file beside a part, is not empty`()
    async throws
  {
    try await withHome { test in
      try test.makeDirectory("folder")
      let folder = try path("/folder")
      let upload = try test.home.beginUpload(to: path("/folder/file"), owner: 1)
      try upload.write("123")
      #expect(throws: HomeError.notEmpty) { try test.home.removeDirectory(folder) }
      try upload.abandon()
      try test.put("folder/other")
      #expect(throws: HomeError.notEmpty) { try test.home.removeDirectory(folder) }
      #expect(try test.names("folder").count == 2)
    }
  }
}
