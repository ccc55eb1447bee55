internal import CPlatform
internal import Glibc

// Opening what a path leads to. All by openat2(2), which refuses flags that it does not know and
// ways that it is told to refuse.
extension System {
  /// openat2(2) of a path that begins at an open directory.
  ///
  /// May block: for the disk, and without `nonBlocking` for the other end of a FIFO.
  ///
  /// - Parameters:
  ///   - directory: where a relative path begins.
  ///   - path: any bytes but NUL.
  ///   - flags: how to open it; `O_CLOEXEC` is added.
  ///   - mode: the permission bits of a file that `create` makes, less the process's umask.
  ///   - resolution: what is refused on the way.
  /// - Returns: the open descriptor.
  /// - Throws: `EXDEV`, `ELOOP` or `EAGAIN` for what `resolution` refuses, `ENOSYS` before Linux
  ///   5.6, and all else that open(2) names.
  package static func openat2(
    _ directory: borrowing FileDescriptor,
    _ path: [UInt8],
    _ flags: OpenFlags,
    mode: UInt16 = 0,
    resolution: PathResolution = []
  ) throws(Errno) -> FileDescriptor {
    try open(path, from: directory.number, flags, mode, resolution)
  }

  /// openat2(2) of a path that begins at the process's working directory, `AT_FDCWD`.
  ///
  /// - Parameters:
  ///   - path: any bytes but NUL.
  ///   - flags: how to open it; `O_CLOEXEC` is added.
  /// - Returns: the open descriptor.
  /// - Throws: all that openat2(2) names.
  package static func open(
    _ path: [UInt8],
    _ flags: OpenFlags
  ) throws(Errno) -> FileDescriptor {
    try open(path, from: AT_FDCWD, flags, 0, [])
  }

  private static func open(
    _ path: [UInt8],
    from directory: Int32,
    _ flags: OpenFlags,
    _ mode: UInt16,
    _ resolution: PathResolution
  ) throws(Errno) -> FileDescriptor {
    var how = open_how(
      flags: UInt64(UInt32(bitPattern: flags.rawValue | O_CLOEXEC)),
      mode: flags.contains(.create) ? UInt64(mode) : 0,
      resolve: resolution.rawValue
    )
    let number = try unsafe withPath(path) { path throws(Errno) in
      try invoke(.openat2) { _ in
        // SAFETY: the path ends with NUL; the kernel reads one `struct open_how` of this frame.
        unsafe Int(cplatform_openat2(directory, path, &how))
      }
    }
    return FileDescriptor(owning: Int32(number))
  }
}
