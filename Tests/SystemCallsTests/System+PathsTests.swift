import CPlatform
import SystemCalls
import TestSupport
import Testing

struct SystemPathsTests {
  @Test func `a socket's file is known by its identity, until it is removed`() async throws {
    try await temporaryDirectory { folder in
      let path = Array((folder + "/socket").utf8)
      let socket = try System.socket(AF_UNIX, SocketKind.stream, 0)
      try socket.bind(unixAddress(path))
      let status = try System.lstat(path)
      #expect(status.kind == .socket)
      #expect(try System.lstat(path).identity == status.identity)
      try System.unlink(path)
      #expect(throws: Errno(rawValue: ENOENT)) { try System.lstat(path) }
      #expect(throws: Errno(rawValue: ENOENT)) { try System.unlink(path) }
    }
  }

  @Test func `a folder is no socket, and is not removed`() async throws {
    try await temporaryDirectory { folder in
      let path = Array(folder.utf8)
      let status = try System.lstat(path)
      #expect(status.kind == .directory)
      #expect(throws: Errno(rawValue: EISDIR)) { try System.unlink(path) }
    }
  }

  @Test func `a path may be any bytes`() async throws {
    try await temporaryDirectory { folder in
      let path = Array(folder.utf8) + [UInt8(ascii: "/"), 0xFF, 0x0A]
      let socket = try System.socket(AF_UNIX, SocketKind.stream, 0)
      try socket.bind(unixAddress(path))
      #expect(try System.lstat(path).kind == .socket)
      try System.unlink(path)
    }
  }

  /// `struct sockaddr_un`: the family and the path.
  private func unixAddress(_ path: [UInt8]) -> [UInt8] {
    [UInt8(AF_UNIX), 0] + path + [0]
  }
}
