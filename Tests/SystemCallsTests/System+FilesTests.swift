import CPlatform
import Glibc
import SystemCalls
import TestSupport
import Testing

struct SystemFilesTests {
  private static let digits = Array("0123456789".utf8)

  /// Lends `body` an open file with ten digits in it.
  private func withDigits<R: Sendable>(
    _ body: (borrowing FileDescriptor) throws -> R
  ) async throws -> R {
    try await temporaryDirectory { directory in
      try body(openFile(directory + "/digits", containing: Self.digits))
    }
  }

  @Test(arguments: [(0, 4, "0123"), (7, 3, "789"), (7, 100, "789"), (10, 5, ""), (99, 5, "")])
  func `a file is sent from an offset to its end, and its position stays`(
    _ offset: Int64,
    _ count: Int,
    _ expected: String
  ) async throws {
    try await withDigits { file in
      let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
      try System.lseek(file, 5, from: .start)
      let sent = try System.sendfile(pair.first, from: file, offset: offset, count: count)
      let position = try System.lseek(file, 0, from: .current)
      try pair.first.send([0])
      let received = try pair.second.receive(100)
      #expect(sent == expected.utf8.count)
      #expect(received.bytes == Array(expected.utf8) + [0])
      #expect(position == 5)
    }
  }

  @Test func `what has no positions cannot be sent as a file`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    #expect(throws: Errno.isPipe) {
      try System.sendfile(pair.first, from: pair.second, offset: 0, count: 1)
    }
  }

  @Test(arguments: [(0, 4, "0123"), (8, 4, "89"), (10, 4, ""), (3, 0, "")])
  func `a file is read at an offset, and its position stays`(
    _ offset: Int64,
    _ capacity: Int,
    _ expected: String
  ) async throws {
    try await withDigits { file in
      let read = try file.read(capacity, at: offset)
      let position = try System.lseek(file, 0, from: .current)
      #expect(read == Received(count: expected.utf8.count, bytes: Array(expected.utf8)))
      #expect(position == 0)
    }
  }

  @Test func `reading at an offset fills only the free part`() async throws {
    try await withDigits { file in
      let read = try Received(capacity: 5, filled: 2) { buffer throws(Errno) in
        try System.pread(file, into: &buffer, offset: 4)
      }
      #expect(read == Received(count: 3, bytes: [0xAA, 0xAA] + Array("456".utf8)))
    }
  }

  @Test func `the position is set and told`() async throws {
    try await withDigits { file in
      let start = try System.lseek(file, 3, from: .start)
      let further = try System.lseek(file, 4, from: .current)
      let read = try file.read(2)
      #expect(start == 3)
      #expect(further == 7)
      #expect(read.bytes == Array("78".utf8))
      #expect(throws: Errno.invalidArgument) { try System.lseek(file, -1, from: .start) }
      #expect(throws: Errno.invalidArgument) { try file.read(1, at: -1) }
    }
  }

  @Test func `a socket has no position`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    #expect(throws: Errno.isPipe) { try System.lseek(pair.first, 0, from: .current) }
    #expect(throws: Errno.isPipe) { try pair.first.read(1, at: 0) }
  }

  @Test func `a file is a regular file, a socket, an eventfd and a directory are none`()
    async throws
  {
    try await temporaryDirectory { path in
      let file = try openFile(path + "/file", containing: [])
      let isFile = try System.isRegularFile(file)
      #expect(isFile)
      // SAFETY: the path lives through the call.
      let directory = FileDescriptor(owning: unsafe open(path, O_RDONLY | O_CLOEXEC))
      let isDirectory = try System.isRegularFile(directory)
      #expect(!isDirectory)
    }
    let socket = try System.socket(AF_INET, SocketKind.stream, 0)
    let event = try System.eventfd()
    let others = try [System.isRegularFile(socket), System.isRegularFile(event)]
    #expect(others == [false, false])
  }
}
