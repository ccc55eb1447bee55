import CPlatform
import Foundation
import SystemCalls
import TestSupport
import Testing

struct SystemOpeningTests {
  /// Lends `body` an open directory with `inside/file`, some links, and its path.
  private func withTree<R: Sendable>(
    _ body: (_ root: borrowing FileDescriptor, _ path: String) throws -> R
  ) async throws -> R {
    try await temporaryDirectory { directory in
      let path = directory + "/root"
      let files = FileManager.default
      try files.createDirectory(atPath: path + "/inside", withIntermediateDirectories: true)
      try Data("file".utf8).write(to: URL(fileURLWithPath: path + "/inside/file"))
      try Data("secret".utf8).write(to: URL(fileURLWithPath: directory + "/secret"))
      let links = [
        "near": "inside/file", "up": "../secret", "absolute": path + "/inside/file",
        "loop": "loop", "back": "inside/../inside/file",
      ]
      for (name, target) in links {
        try files.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
      }
      let root = try System.open(Array(path.utf8), [.path, .directory])
      return try body(root, path)
    }
  }

  @Test(
    arguments: [
      ("inside/file", nil), ("near", nil), ("back", nil), ("inside/../near", nil), (".", nil),
      ("../secret", EXDEV), ("up", EXDEV), ("absolute", EXDEV), ("/etc/passwd", EXDEV),
      ("..", EXDEV), ("inside/../../secret", EXDEV), ("loop", ELOOP), ("missing", ENOENT),
      ("inside/file/x", ENOTDIR), ("", ENOENT),
    ] as [(String, Int32?)]
  )
  func `what leaves a directory is refused`(_ way: String, _ code: Int32?) async throws {
    try await withTree { root, _ in
      var error: Errno?
      do throws(Errno) {
        _ = try System.openat2(
          root,
          Array(way.utf8),
          .path,
          resolution: [.beneath, .noMagicLinks]
        )
      } catch let thrown {
        error = thrown
      }
      #expect(error?.rawValue == code)
    }
  }

  @Test func `links are refused where none may be, and the last alone where it is not followed`()
    async throws
  {
    try await withTree { root, _ in
      let near = Array("near".utf8)
      #expect(throws: Errno.tooManyLinks) {
        _ = try System.openat2(root, near, [], resolution: .noLinks)
      }
      #expect(throws: Errno.tooManyLinks) { _ = try System.openat2(root, near, .noFollow) }
      let link = try System.openat2(root, near, [.path, .noFollow])
      #expect(try System.fstat(link).kind == .link)
    }
  }

  @Test func `a file is made once, with its mode, and closes in programs that are started`()
    async throws
  {
    try await withTree { root, _ in
      let name = Array("new".utf8)
      let flags: OpenFlags = [.readWrite, .create, .exclusive]
      let file = try System.openat2(root, name, flags, mode: 0o600)
      try file.write([1, 2, 3])
      #expect(try System.fstat(file).mode == 0o600)
      #expect(try !System.isInheritable(file))
      #expect(throws: Errno.fileExists) {
        _ = try System.openat2(root, name, flags, mode: 0o600)
      }
      #expect(throws: Errno.fileExists) {
        _ = try System.openat2(root, Array("loop".utf8), flags, mode: 0o600)
      }
    }
  }

  @Test func `a directory is opened as one, and nothing else is`() async throws {
    try await withTree { root, path in
      _ = try System.openat2(root, Array("inside".utf8), [.readOnly, .directory])
      #expect(throws: Errno.notDirectory) {
        _ = try System.openat2(root, Array("inside/file".utf8), .directory)
      }
      #expect(throws: Errno.isDirectory) {
        _ = try System.openat2(root, Array("inside".utf8), .writeOnly)
      }
      _ = try System.open(Array(path.utf8), .readOnly)
    }
  }

  @Test func `a FIFO is opened without waiting for its other end`() async throws {
    try await withTree { root, path in
      // SAFETY: the path lives through the call.
      try #require(unsafe mkfifo(path + "/fifo", 0o600) == 0)
      let fifo = try System.openat2(root, Array("fifo".utf8), .nonBlocking)
      #expect(try System.fstat(fifo).kind == .fifo)
      fifo.closeQuietly()
      #expect(throws: Errno.noSuchAddress) {
        _ = try System.openat2(root, Array("fifo".utf8), [.writeOnly, .nonBlocking])
      }
    }
  }

  @Test func `a path longer than the kernel takes is refused`() throws {
    let name = [UInt8](repeating: 97, count: 256)
    #expect(throws: Errno.nameTooLong) { _ = try System.open(name, .path) }
    let long = [UInt8](repeating: UInt8(ascii: "/"), count: System.pathBytesMax - 1)
    _ = try System.open(long, .path)
    #expect(throws: Errno.nameTooLong) { _ = try System.open(long + long.prefix(1), .path) }
  }
}
