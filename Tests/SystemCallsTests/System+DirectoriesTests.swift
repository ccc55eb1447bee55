import CPlatform
import Foundation
import SystemCalls
import TestSupport
import Testing

struct SystemDirectoriesTests {
  private static let a = Array("a".utf8)
  private static let b = Array("b".utf8)

  /// Lends `body` an open empty directory and its path.
  private func withDirectory<R: Sendable>(
    _ body: (borrowing FileDescriptor, _ path: String) throws -> R
  ) async throws -> R {
    try await temporaryDirectory { path in
      try body(try System.open(Array(path.utf8), [.path, .directory]), path)
    }
  }

  @Test func `a directory is made, and removed when it is empty`() async throws {
    try await withDirectory { directory, path in
      try System.mkdirat(directory, Self.a, mode: 0o700)
      #expect(try System.fstatat(directory, Self.a).kind == .directory)
      #expect(try System.fstatat(directory, Self.a).mode == 0o700)
      #expect(throws: Errno.fileExists) { try System.mkdirat(directory, Self.a, mode: 0o700) }
      let file = try openFile(path + "/a/file", containing: [])
      file.closeQuietly()
      #expect(throws: Errno.directoryNotEmpty) {
        try System.unlinkat(directory, Self.a, isDirectory: true)
      }
      try System.unlinkat(directory, Array("a/file".utf8))
      #expect(throws: Errno.isDirectory) { try System.unlinkat(directory, Self.a) }
      try System.unlinkat(directory, Self.a, isDirectory: true)
      #expect(throws: Errno.noSuchFile) { try System.fstatat(directory, Self.a) }
    }
  }

  @Test func `a name is changed, and what is in the way stays unless it is to be replaced`()
    async throws
  {
    try await withDirectory { directory, path in
      let first = try openFile(path + "/a", containing: [1])
      try openFile(path + "/b", containing: [2]).closeQuietly()
      #expect(throws: Errno.fileExists) {
        try System.renameat2(directory, Self.a, to: directory, Self.b, isReplacing: false)
      }
      try System.renameat2(directory, Self.a, to: directory, Self.b, isReplacing: true)
      #expect(try System.fstatat(directory, Self.b).isSameFile(as: System.fstat(first)))
      try System.renameat2(directory, Self.b, to: directory, Self.a, isReplacing: false)
      #expect(throws: Errno.noSuchFile) {
        try System.renameat2(directory, Self.b, to: directory, Self.a, isReplacing: true)
      }
    }
  }

  @Test func `a directory cannot be moved into itself`() async throws {
    try await withDirectory { directory, _ in
      try System.mkdirat(directory, Self.a, mode: 0o700)
      #expect(throws: Errno.invalidArgument) {
        try System.renameat2(
          directory,
          Self.a,
          to: directory,
          Array("a/b".utf8),
          isReplacing: false
        )
      }
    }
  }

  @Test func `a link says where it leads, and is removed itself`() async throws {
    try await withDirectory { directory, path in
      let target = String(repeating: "x/", count: 1000) + "end"
      try FileManager.default.createSymbolicLink(
        atPath: path + "/a",
        withDestinationPath: target
      )
      try openFile(path + "/b", containing: []).closeQuietly()
      #expect(try System.readlinkat(directory, Self.a) == Array(target.utf8))
      #expect(throws: Errno.invalidArgument) { try System.readlinkat(directory, Self.b) }
      try System.unlinkat(directory, Self.a)
      #expect(throws: Errno.noSuchFile) { try System.readlinkat(directory, Self.a) }
    }
  }

  @Test func `entries come into a buffer that has room for them`() async throws {
    try await withDirectory { directory, path in
      let reading = try System.openat2(directory, [UInt8(ascii: ".")], .directory)
      var small = [UInt8](repeating: 0, count: 10)
      #expect(throws: Errno.invalidArgument) { try System.getdents64(reading, into: &small) }
      var none: [UInt8] = []
      #expect(throws: Errno.invalidArgument) { try System.getdents64(reading, into: &none) }
      var buffer = [UInt8](repeating: 0, count: 1024)
      // `.` and `..`, of 24 bytes each.
      #expect(try System.getdents64(reading, into: &buffer) == 48)
      #expect(try System.getdents64(reading, into: &buffer) == 0)
      #expect(throws: Errno.badFileDescriptor) { try System.getdents64(directory, into: &buffer) }
    }
  }
}
