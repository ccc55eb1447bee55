import CPlatform
import Foundation
import SystemCalls
import TestSupport
import Testing

struct SystemWritingTests {
  /// Lends `body` an open empty file and its path.
  private func withFile<R: Sendable>(
    _ body: (borrowing FileDescriptor, _ path: String) throws -> R
  ) async throws -> R {
    try await temporaryDirectory { directory in
      let path = directory + "/file"
      return try body(try openFile(path, containing: []), path)
    }
  }

  @Test(arguments: [0, 1, 4096, 4_294_967_296, 5_000_000_001])
  func `bytes are written at an offset, beyond 4 GiB too, and the position stays`(
    _ offset: Int64
  ) async throws {
    try await withFile { file, _ in
      let count = try file.write([1, 2, 3], at: offset)
      #expect(count == 3)
      #expect(try System.lseek(file, 0, from: .current) == 0)
      #expect(try System.fstat(file).size == offset + 3)
      #expect(try file.read(10, at: offset).bytes == [1, 2, 3])
      #expect(try file.readWithoutWaiting(10, at: offset).bytes == [1, 2, 3])
    }
  }

  @Test func `a file is cut, and lengthened with zeros`() async throws {
    try await withFile { file, _ in
      try file.write([1, 2, 3], at: 0)
      try System.ftruncate(file, 2)
      try System.ftruncate(file, 4)
      #expect(try file.read(10, at: 0).bytes == [1, 2, 0, 0])
      #expect(throws: Errno.invalidArgument) { try System.ftruncate(file, -1) }
    }
  }

  @Test func `what is in memory is read without waiting, to the end of the file`() async throws {
    try await withFile { file, _ in
      try file.write([1, 2, 3], at: 0)
      #expect(try file.readWithoutWaiting(2, at: 0) == Received(count: 2, bytes: [1, 2]))
      #expect(try file.readWithoutWaiting(9, at: 1) == Received(count: 2, bytes: [2, 3]))
      #expect(try file.readWithoutWaiting(9, at: 3) == Received(count: 0, bytes: []))
      let read = try Received(capacity: 4, filled: 2) { buffer throws(Errno) in
        try System.preadWithoutWaiting(file, into: &buffer, offset: 0)
      }
      #expect(read == Received(count: 2, bytes: [0xAA, 0xAA, 1, 2]))
    }
  }

  @Test func `a lock keeps others away, of this process too, until it is given back`()
    async throws
  {
    try await withFile { file, path in
      let other = try System.open(Array(path.utf8), .writeOnly)
      #expect(try System.lockForWriting(file))
      #expect(try System.lockForWriting(file))
      #expect(try !System.lockForWriting(other))
      try System.unlock(file)
      #expect(try System.lockForWriting(other))
      #expect(try !System.lockForWriting(file))
      other.closeQuietly()
      #expect(try System.lockForWriting(file))
      try System.unlock(file)
      try System.unlock(file)
    }
  }

  @Test func `a lock needs a file that is open for writing`() async throws {
    try await withFile { _, path in
      let reading = try System.open(Array(path.utf8), .readOnly)
      #expect(throws: Errno.badFileDescriptor) { try System.lockForWriting(reading) }
    }
  }

  @Test func `a file and a directory are brought to the disk, a pipe is not`() async throws {
    try await withFile { file, path in
      try System.fsync(file)
      let directory = (path as NSString).deletingLastPathComponent
      try System.fsync(try System.open(Array(directory.utf8), .directory))
      let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
      #expect(throws: Errno.invalidArgument) { try System.fsync(pair.first) }
    }
  }
}
