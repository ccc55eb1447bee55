import CPlatform
import HomeDirectories
import SystemCalls
import Testing

struct HomeDirectoryStatusTests {
  @Test func `a status is that of what a path leads to`() async throws {
    try await withHome { test in
      try test.put("file", "12345")
      try test.makeDirectory("folder")
      try test.link("link", to: "folder")
      let file = try test.home.status(of: path("/file"))
      #expect(file.kind == .file)
      #expect(file.size == 5)
      #expect(try test.home.status(of: path("/folder")).kind == .directory)
      #expect(try test.home.status(of: path("/link")).kind == .directory)
      #expect(try test.home.status(of: .root).kind == .directory)
    }
  }

  @Test(arguments: ["../outside/secret", "missing", "loop", "file/x", "/"])
  func `of a link that leads out or nowhere it is the link's own`(_ target: String) async throws {
    try await withHome { test in
      try test.put("file")
      try test.link("loop", to: target)
      #expect(try test.home.status(of: path("/loop")).kind == .link)
      #expect(throws: HomeError.self) { try test.home.status(of: path("/loop/x")) }
    }
  }

  @Test func `what is missing is, and a file holds nothing`() async throws {
    try await withHome { test in
      try test.put("file")
      #expect(throws: HomeError.noSuchFile) { try test.home.status(of: path("/x")) }
      #expect(throws: HomeError.noSuchFile) { try test.home.status(of: path("/x/y")) }
      #expect(throws: HomeError.notADirectory) { try test.home.status(of: path("/file/y")) }
    }
  }

  @Test func `only regular files are read or written, and a FIFO holds nobody up`() async throws {
    try await withHome { test in
      // SAFETY: the path lives through the call.
      try #require(unsafe mkfifo(test.file("fifo"), 0o600) == 0)
      let socket = try System.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      let address = [UInt8(AF_UNIX), 0] + Array(test.file("socket").utf8) + [0]
      // SAFETY: bytes are initialised and have no padding.
      try unsafe System.bind(socket, address.span.bytes)
      for name in ["/fifo", "/socket"] {
        let place = try path(name)
        #expect(throws: HomeError.notARegularFile) { _ = try test.home.openForReading(place) }
        #expect(throws: HomeError.notARegularFile) { _ = try test.home.openForWriting(place) }
        #expect(throws: HomeError.notARegularFile) {
          _ = try test.home.beginUpload(to: place, owner: 1)
        }
      }
      try test.makeDirectory("folder")
      #expect(throws: HomeError.isADirectory) {
        _ = try test.home.openForReading(path("/folder"))
      }
    }
  }
}
