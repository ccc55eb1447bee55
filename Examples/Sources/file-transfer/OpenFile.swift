import Foundation
import Sockets

/// A file that is open for reading, and how large it was then.
final class OpenFile: Sendable {
  let path: String
  let descriptor: FileDescriptor
  let size: Int

  /// Opens the file at `path`, where it is a file: no directory, pipe or device.
  init(_ path: String) throws(FileFailure) {
    // A pipe that nobody writes to must not make opening wait.
    // SAFETY: open reads the path, which Swift ends with a NUL and keeps until it returns.
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard number >= 0 else { throw FileFailure("open", path, errno) }
    let descriptor = FileDescriptor(owning: number)
    var status = stat()
    // SAFETY: fstat writes one `struct stat`, which lives until it returns.
    guard unsafe fstat(number, &status) == 0 else { throw FileFailure("open", path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileFailure("open", path, "is not a file")
    }
    self.path = path
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  /// The `count` bytes from `offset` on: pread(2).
  ///
  /// - Throws: `FileFailure` where the file has become shorter than that, or cannot be read.
  func bytes(from offset: Int, count: Int) throws(FileFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      // SAFETY: pread writes into the array, which lives until it returns, and no more than what is
      // left of it.
      let piece = unsafe bytes.withUnsafeMutableBytes { room in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[filled...])
        return unsafe pread(descriptor.number, rest.baseAddress, rest.count, off_t(offset + filled))
      }
      if piece < 0, errno == EINTR { continue }
      guard piece >= 0 else { throw FileFailure("read", path, errno) }
      guard piece > 0 else { throw shortened }
      filled += piece
    }
    return bytes
  }

  /// Waits until a part of the file is in memory, where whoever sends it soon finds it.
  ///
  /// - Throws: as `bytes(from:count:)`.
  func readAhead(from offset: Int, count: Int) throws(FileFailure) {
    var read = 0
    while read < count {
      let piece = min(count - read, Self.readAheadBytesMax)
      _ = try bytes(from: offset + read, count: piece)
      read += piece
    }
  }

  /// The buffer that `readAhead` reads into, in bytes: small, to stay in the processor's cache.
  private static let readAheadBytesMax = 64 << 10

  /// The file has lost bytes since it was opened.
  var shortened: FileFailure { FileFailure("read", path, "the file has become shorter") }
}
