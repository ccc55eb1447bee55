internal import CPlatform
internal import Glibc

// Paths of socket files, which are any bytes but NUL; what follows a NUL is not looked at.
extension System {
  /// lstat(2): which file a path leads to, without following a last symbolic link.
  ///
  /// - Throws: `ENOENT` where there is none, and all else that lstat(2) names.
  package static func lstat(_ path: [UInt8]) throws(Errno) -> FileIdentity {
    var status = stat()
    try unsafe withPath(path) { path throws(Errno) in
      // SAFETY: the path ends with NUL; the kernel writes one `struct stat`, which is in this
      // frame.
      try invoke(.lstat) { _ in unsafe Int(Glibc.lstat(path, &status)) }
    }
    return FileIdentity(
      device: UInt64(status.st_dev),
      number: UInt64(status.st_ino),
      isSocket: status.st_mode & S_IFMT == S_IFSOCK
    )
  }

  /// unlink(2): removes a name of a file, and the file with the last one.
  ///
  /// - Throws: `ENOENT` where there is none, `EACCES`, and all else that unlink(2) names.
  package static func unlink(_ path: [UInt8]) throws(Errno) {
    try unsafe withPath(path) { path throws(Errno) in
      // SAFETY: the path ends with NUL.
      try invoke(.unlink) { _ in unsafe Int(Glibc.unlink(path)) }
    }
  }

  /// Lends `body` the path as C has it, with a NUL at its end.
  private static func withPath(
    _ path: [UInt8],
    _ body: (UnsafePointer<CChar>) throws(Errno) -> Void
  ) throws(Errno) {
    let text = (path + [0]).map { CChar(bitPattern: $0) }
    try unsafe text.withUnsafeBufferPointer { text throws(Errno) in
      // SAFETY: the array ends with NUL and lives until `body` has returned.
      guard let start = text.baseAddress else { throw .invalidArgument }
      try unsafe body(start)
    }
  }
}
