import HomeDirectories
import SystemCalls
import Testing

struct HomeUploadTests {
  private static let part = ".new.7.switchboard-part"

  @Test func `a file has its name when it is complete, and not before`() async throws {
    try await withHome { test in
      let upload = try test.home.beginUpload(to: path("/new"), owner: 7)
      try upload.write("hello")
      #expect(try upload.size() == 5)
      #expect(upload.startOffset == 0)
      #expect(upload.discarded == .none)
      #expect(!upload.isInPlace)
      #expect(test.content("new") == nil)
      #expect(try test.names() == [Self.part])
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

  @Test(arguments: [true, false], [0o644, 0o600, 0o664] as [UInt16])
  func `a new file has the mode of the settings, on the disk or not yet`(
    _ isSynchronous: Bool,
    _ mode: UInt16
  ) async throws {
    var settings = HomeSettings()
    settings.isSynchronous = isSynchronous
    settings.fileMode = mode
    try await withHome(settings) { test in
      try test.upload("/new", "text")
      #expect(try test.home.status(of: path("/new")).mode == mode)
      #expect(test.content("new") == "text")
    }
  }

  @Test func `a part is for the server alone`() async throws {
    try await withHome { test in
      let upload = try test.home.beginUpload(to: path("/new"), owner: 7)
      let folder = try System.open(Array(test.path.utf8), .path)
      #expect(try System.fstatat(folder, Array(Self.part.utf8)).mode == 0o600)
      #expect(throws: HomeError.invalidName) { try path("/" + Self.part) }
      try upload.abandon()
    }
  }

  @Test func `a cut upload to a new name leaves its part, one over a file none`() async throws {
    try await withHome { test in
      let new = try test.home.beginUpload(to: path("/new"), owner: 7)
      try new.write("hel")
      #expect(try new.abandon() == .none)
      #expect(try test.names() == [Self.part])
      try test.put("file", "old")
      let over = try test.home.beginUpload(to: path("/file"), owner: 7)
      try over.write("12345")
      #expect(try over.abandon() == HomeUsage(bytes: 5, files: 1))
      #expect(test.content("file") == "old")
      #expect(try test.names() == [Self.part, "file"])
    }
  }

  @Test func `nothing is left of a cut upload that nothing came of, or that is not to be kept`()
    async throws
  {
    try await withHome { test in
      let empty = try test.home.beginUpload(to: path("/new"), owner: 7)
      #expect(try empty.abandon() == HomeUsage(bytes: 0, files: 1))
      #expect(try test.names().isEmpty)
      let unwanted = try test.home.beginUpload(to: path("/new"), owner: 7)
      try unwanted.write("hel")
      #expect(try unwanted.abandon(keepingPart: false) == HomeUsage(bytes: 3, files: 1))
      #expect(try test.names().isEmpty)
    }
  }

  @Test func `an upload that just ends is cut`() async throws {
    try await withHome { test in
      try test.put("file", "old")
      for name in ["/new", "/file"] {
        try test.home.beginUpload(to: path(name), owner: 7).write("hel")
      }
      #expect(try test.names() == [Self.part, "file"])
      #expect(test.content("file") == "old")
    }
  }

  @Test func `an upload ends once`() async throws {
    try await withHome { test in
      let whole = try test.home.beginUpload(to: path("/new"), owner: 7)
      try whole.commit()
      #expect(throws: HomeError.closed) { try whole.commit() }
      #expect(try whole.abandon() == .none)
      #expect(test.content("new") == "")
      let cut = try test.home.beginUpload(to: path("/other"), owner: 7)
      try cut.abandon()
      #expect(try cut.abandon() == .none)
      #expect(throws: HomeError.closed) { try cut.commit() }
      #expect(test.content("other") == nil)
    }
  }

  @Test func `one that may not replace is refused at its beginning, or at its end`() async throws {
    try await withHome { test in
      let upload = try test.home.beginUpload(to: path("/new"), owner: 7, isReplacing: false)
      try upload.write("mine")
      try test.put("new", "theirs")
      #expect(throws: HomeError.exists) { try upload.commit() }
      #expect(throws: HomeError.exists) {
        try test.home.beginUpload(to: path("/new"), owner: 7, isReplacing: false)
      }
      try upload.abandon()
      #expect(test.content("new") == "theirs")
      #expect(try test.names() == ["new"])
    }
  }

  @Test func `a directory that takes the name meanwhile stays`() async throws {
    try await withHome { test in
      let upload = try test.home.beginUpload(to: path("/new"), owner: 7)
      try upload.write("mine")
      try test.makeDirectory("new")
      #expect(throws: HomeError.isADirectory) { try upload.commit() }
      try upload.abandon()
      #expect(try test.names() == ["new"])
    }
  }

  @Test func `its directory may be moved meanwhile, and the file lands in it`() async throws {
    try await withHome { test in
      try test.makeDirectory("folder")
      let upload = try test.home.beginUpload(to: path("/folder/new"), owner: 7)
      try upload.write("text")
      try test.home.rename(path("/folder"), to: path("/moved"), isReplacing: false)
      try upload.commit()
      #expect(test.content("moved/new") == "text")
    }
  }

  @Test func `uploads of several to one name do not meet, and the last to end counts`()
    async throws
  {
    try await withHome { test in
      let uploads = try [7, 7, 7, 8].map {
        try test.home.beginUpload(to: path("/new"), owner: $0)
      }
      for (number, upload) in uploads.enumerated() { try upload.write("number \(number)") }
      #expect(try test.names().count == 4)
      for number in [0, 3, 1, 2] {
        try uploads[number].commit()
        #expect(test.content("new") == "number \(number)")
      }
      #expect(try test.names() == ["new"])
    }
  }

  @Test func `what a crash has left is begun anew`() async throws {
    try await withHome { test in
      try test.put(Self.part, "left by a crash")
      let upload = try test.home.beginUpload(to: path("/new"), owner: 7)
      #expect(upload.discarded == HomeUsage(bytes: 15, files: 1))
      #expect(try upload.size() == 0)
      try upload.write("text")
      #expect(try test.names() == [Self.part])
      try upload.commit()
      #expect(test.content("new") == "text")
    }
  }

  @Test(arguments: ["../outside/secret", "/etc/passwd", "missing"])
  func `a link in the place of a part is not followed`(_ target: String) async throws {
    try await withHome { test in
      try test.link(Self.part, to: target)
      let upload = try test.home.beginUpload(to: path("/new"), owner: 7)
      try upload.write("text")
      try upload.commit()
      #expect(try test.names() == ["new"])
      #expect(test.content("../outside/secret") == "secret")
    }
  }
}
