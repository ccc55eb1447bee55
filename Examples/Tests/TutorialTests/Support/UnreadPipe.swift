import Foundation

/// A pipe with a name and little room, which is read when a test says so, and not before.
final class UnreadPipe {
  let path: String
  private let file: FileHandle

  /// How much it holds, in bytes: the least that the kernel gives.
  private static let roomBytes: Int32 = 4096
  /// `F_SETPIPE_SZ` of fcntl(2), which Swift does not see.
  private static let setRoom: Int32 = 1031

  /// Makes it at `path`.
  init(at path: String) throws {
    self.path = path
    // SAFETY: the calls read the path until they return.
    guard unsafe mkfifo(path, 0o600) == 0 else { throw Failure("no pipe: \(errno)") }
    // Open at both ends, so that neither opening waits for somebody.
    let number = unsafe open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else { throw Failure("no pipe: \(errno)") }
    file = FileHandle(fileDescriptor: number, closeOnDealloc: true)
    guard fcntl(number, Self.setRoom, Self.roomBytes) >= 0 else {
      throw Failure("no small pipe: \(errno)")
    }
  }

  /// What is in it; nothing stays there.
  func read() throws -> String {
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: Int(Self.roomBytes))
    while true {
      // SAFETY: read writes into the array, which lives until it returns, and no more than its
      // count.
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Foundation.read(file.fileDescriptor, bytes.baseAddress, bytes.count)
      }
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += buffer[..<count]
    }
  }
}
