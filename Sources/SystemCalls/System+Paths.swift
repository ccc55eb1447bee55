internal import CPlatform
internal import Glibc

// Paths are any bytes but NUL; what follows a NUL is not looked at.
extension System {
  /// lstat(2): which file a path leads to, a last symbolic link itself.
  ///
  /// - Throws: `ENOENT` where there is none, and all else that lstat(2) names.
  package static func lstat(_ path: [UInt8]) throws(Errno) -> FileStatus {
    var status = stat()
    try unsafe withPath(path) { path throws(Errno) in
      // SAFETY: the path ends with NUL; the kernel writes one `struct stat`, which is in this
      // frame.
      try invoke(.lstat) { _ in unsafe Int(Glibc.lstat(path, &status)) }
    }
    return FileStatus(status)
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
  ///
  /// - Parameters:
  ///   - path: its bytes, which are copied; `pathBytesMax` at most.
  ///   - body: uses it; the pointer ends with it.
  /// - Returns: what `body` returns.
  /// - Throws: `ENAMETOOLONG`, and what `body` throws.
  @discardableResult
  static func withPath<R>(
    _ path: [UInt8],
    _ body: (UnsafePointer<CChar>) throws(Errno) -> R
  ) throws(Errno) -> R {
    // The kernel would say the same; here it bounds what the copy takes of the stack.
    guard path.count < pathBytesMax else { throw .nameTooLong }
    return try unsafe withUnsafeTemporaryAllocation(
      of: CChar.self,
      capacity: path.count + 1
    ) { text throws(Errno) in
      for index in path.indices {
        // SAFETY: there is room for each byte of the path and a NUL; all are written before `body`
        // sees them, and live until it has returned.
        unsafe text.initializeElement(at: index, to: CChar(bitPattern: path[index]))
      }
      unsafe text.initializeElement(at: path.count, to: 0)
      guard let start = text.baseAddress else { throw .invalidArgument }
      return try unsafe body(start)
    }
  }

  /// The most bytes of a path with the NUL at its end: `PATH_MAX` of limits.h.
  package static var pathBytesMax: Int { Int(PATH_MAX) }
}
