import HomeDirectories
import SystemCalls
import Testing

/// Where ways lead: what stays inside is followed, what leaves is as if it were not there.
struct HomeDirectoryResolutionTests {
  /// A home with files, directories and links of each sort.
  private static func withLinks<R: Sendable>(
    _ body: @Sendable @escaping (TestHome) throws -> R
  ) async throws -> R {
    try await withHome { test in
      try test.makeDirectory("a/b")
      try test.put("a/file", "inside")
      let links = [
        ("near", "a/file"), ("a/up", "../a/file"), ("a/b/twice", "../up"), ("folder", "a"),
        ("out", "../outside/secret"), ("outer", "../outside"), ("a/high", "../../outside/secret"),
        ("absolute", test.outside + "/secret"), ("within", test.file("a/file")), ("slash", "/"),
        ("loop", "loop"), ("nowhere", "missing"), ("chain", "out"), ("self", "../base/a/file"),
      ]
      for (name, target) in links { try test.link(name, to: target) }
      return try body(test)
    }
  }

  @Test(arguments: ["/a/file", "/near", "/a/up", "/a/b/twice", "/folder/file", "/folder/b/twice"])
  func `links that stay inside are followed`(_ text: String) async throws {
    try await Self.withLinks { test in
      let way = try path(text)
      #expect(try test.home.openForReading(way).text() == "inside")
      #expect(try test.home.status(of: way).size == 6)
    }
  }

  @Test(arguments: [
    "/out", "/outer/secret", "/a/high", "/absolute", "/within", "/slash", "/nowhere", "/chain",
    "/self", "/slash/etc/passwd", "/missing", "/missing/x",
  ])
  func `links that lead out or nowhere are as if they were not there`(_ text: String) async throws {
    try await Self.withLinks { test in
      let way = try path(text)
      let home = test.home
      #expect(throws: HomeError.noSuchFile) { _ = try home.openForReading(way) }
      #expect(throws: HomeError.noSuchFile) { _ = try home.openForWriting(way) }
      #expect(throws: HomeError.noSuchFile) { _ = try home.list(way) }
      #expect(throws: HomeError.noSuchFile) { try home.setMode(of: way, to: 0o777) }
      #expect(throws: HomeError.noSuchFile) {
        try home.setTime(of: way, to: FileTime(seconds: 1))
      }
      let below = try way.appending(Array("x".utf8))
      #expect(throws: HomeError.noSuchFile) { try home.makeDirectory(below) }
      #expect(throws: HomeError.noSuchFile) { _ = try home.beginUpload(to: below, owner: 1) }
      #expect(throws: HomeError.noSuchFile) { try home.deleteFile(below) }
      #expect(throws: HomeError.noSuchFile) { try home.removeDirectory(below) }
      #expect(throws: HomeError.noSuchFile) {
        try home.rename(path("/near"), to: below, isReplacing: true)
      }
      #expect(throws: HomeError.noSuchFile) {
        _ = try home.beginUniqueUpload(in: way, hint: nil, owner: 1)
      }
    }
  }

  @Test(arguments: ["/out", "/a/high", "/absolute", "/within", "/chain", "/self"])
  func `nothing is uploaded over a link that leads out`(_ text: String) async throws {
    try await Self.withLinks { test in
      let way = try path(text)
      #expect(throws: HomeError.noSuchFile) { _ = try test.home.beginUpload(to: way, owner: 1) }
      #expect(throws: HomeError.noSuchFile) { _ = try test.home.resumeUpload(to: way, owner: 1) }
    }
  }

  @Test(arguments: [("/near", "a/file"), ("/a/b/twice", "a/file"), ("/nowhere", "missing")])
  func `an upload goes where a link inside leads`(_ text: String, _ place: String) async throws {
    try await Self.withLinks { test in
      let upload = try test.home.beginUpload(to: path(text), owner: 1)
      try upload.write("new")
      try upload.commit()
      #expect(test.content(place) == "new")
      #expect(try test.home.openForReading(path(text)).text() == "new")
    }
  }

  @Test func `links that lead to each other without end are told as such`() async throws {
    try await Self.withLinks { test in
      let loop = try path("/loop")
      #expect(throws: HomeError.tooManyLinks) { _ = try test.home.openForReading(loop) }
      #expect(throws: HomeError.tooManyLinks) { _ = try test.home.beginUpload(to: loop, owner: 1) }
    }
  }

  @Test(arguments: [("folder/", "/to"), (".", "/to"), ("..", "/a/to"), ("a/..", "/to")])
  func `an upload over a link to a directory is one to a directory`(
    _ target: String,
    _ name: String
  ) async throws {
    try await Self.withLinks { test in
      try test.link(String(name.dropFirst()), to: target)
      let way = try path(name)
      #expect(throws: HomeError.isADirectory) { _ = try test.home.beginUpload(to: way, owner: 1) }
    }
  }

  @Test func `links are deleted and renamed themselves`() async throws {
    try await Self.withLinks { test in
      try test.home.rename(path("/out"), to: path("/moved"), isReplacing: false)
      try test.home.deleteFile(path("/moved"))
      try test.home.deleteFile(path("/outer"))
      #expect(throws: HomeError.notADirectory) { try test.home.removeDirectory(path("/folder")) }
      #expect(test.content("../outside/secret") == "secret")
      #expect(test.content("a/file") == "inside")
    }
  }

  @Test func `the home itself is neither written, removed nor renamed`() async throws {
    try await withHome { test in
      let home = test.home
      let other = try path("/x")
      #expect(throws: HomeError.exists) { try home.makeDirectory(.root) }
      #expect(throws: HomeError.permissionDenied) { try home.removeDirectory(.root) }
      #expect(throws: HomeError.isADirectory) { try home.deleteFile(.root) }
      #expect(throws: HomeError.isADirectory) { _ = try home.openForReading(.root) }
      #expect(throws: HomeError.isADirectory) { _ = try home.beginUpload(to: .root, owner: 1) }
      #expect(throws: HomeError.isADirectory) { _ = try home.openForWriting(.root) }
      #expect(throws: HomeError.permissionDenied) {
        try home.rename(.root, to: other, isReplacing: true)
      }
      try home.makeDirectory(other)
      #expect(throws: HomeError.exists) { try home.rename(other, to: .root, isReplacing: true) }
    }
  }
}
