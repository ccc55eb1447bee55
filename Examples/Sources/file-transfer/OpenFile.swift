import Foundation
import Sockets

/// A file that is open for reading, and how large it was then.
struct OpenFile: ~Copyable {
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

  /// The `count` bytes from `offset` on.
  ///
  /// - Throws: `FileFailure` where the file has become shorter than that.
  func bytes(from offset: Int, count: Int) throws -> [UInt8] {
    guard count > 0 else { return [] }
    let file = FileHandle(fileDescriptor: descriptor.number, closeOnDealloc: false)
    try file.seek(toOffset: UInt64(offset))
    let bytes = try file.read(upToCount: count) ?? Data()
    guard bytes.count == count else { throw shortened }
    return [UInt8](bytes)
  }

  /// The file has lost bytes since it was opened.
  var shortened: FileFailure { FileFailure("read", path, "the file has become shorter") }
}
