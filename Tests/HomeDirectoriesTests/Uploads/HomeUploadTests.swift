import HomeDirectories
import SystemCalls
import Testing

struct HomeUploadTests {
  @Test func `a file has its name when it is complete, and not before`() async throws {
    try await withHome { test in
      let upload = try test.home.beginUpload(to: path("/new"), owner: 7)
      try upload.write("hello")
      #expect(try upload.size() == 5)
      #expect(test.content("new") == nil)
      #expect(try test.names() == [".new.7.switchboard-part"])
      #expect(try test.home.list(.root).next(atMost: 10).isEmpty)
      #expect(try upload.commit() == .none)
      #expect(test.content("new") == "hello")
      #expect(try test.names() == ["new"])
    }
  }

  @Test func `what was there before stays until the end, and its mode after`() async throws {
    try await withHome { test in
      try test.put("file", "old content")
      try test.home.setMode(of: path("/file"), to: 0o600)
      let upload = try test.home.beginUpload(to: path("/file"), owner: 1)
      try upload.write("new")
      #expect(test.content("file") == "old content")
      #expect(try upload.commit() == HomeUsage(bytes: 11, files: 1))
      #expect(test.content("file") == "new")
      #expect(try test.home.status(of: path("/file")).mode == 0o600)
    }
  }
}
