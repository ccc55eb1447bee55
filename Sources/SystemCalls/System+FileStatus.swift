internal import CPlatform
internal import Glibc

// What the file system knows of a file, and setting it.
extension System {
  /// fstat(2): the status of an open file, or of a place opened with `O_PATH`.
  package static func fstat(_ file: borrowing FileDescriptor) throws(Errno) -> FileStatus {
    let number = file.number
    var status = stat()
    // SAFETY: the kernel writes one `struct stat`, which lives in this frame.
    try invoke(.fstat) { _ in unsafe Int(Glibc.fstat(number, &status)) }
    return FileStatus(status)
  }

  /// fstatat(2) with `AT_SYMLINK_NOFOLLOW`: the status of a name in a directory, or of a symbolic
  /// link itself.
  package static func fstatat(
    _ directory: borrowing FileDescriptor,
    _ name: [UInt8]
  ) throws(Errno) -> FileStatus {
    let number = directory.number
    var status = stat()
    try unsafe withPath(name) { name throws(Errno) in
      try invoke(.fstatat) { _ in
        // SAFETY: the name ends with NUL; the kernel writes one `struct stat` of this frame.
        unsafe Int(Glibc.fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW))
      }
    }
    return FileStatus(status)
  }

  /// fchmod(2): sets the permission bits of an open file.
  package static func fchmod(
    _ file: borrowing FileDescriptor,
    _ mode: UInt16
  ) throws(Errno) {
    let number = file.number
    try invoke(.fchmod) { _ in Int(Glibc.fchmod(number, mode_t(mode))) }
  }

  /// fchown(2): gives an open file, or a directory, to a user and a group.
  ///
  /// - Throws: `EPERM` for who is not root, and all else that fchown(2) names.
  package static func fchown(
    _ file: borrowing FileDescriptor,
    user: UInt32,
    group: UInt32
  ) throws(Errno) {
    let number = file.number
    try invoke(.fchown) { _ in Int(Glibc.fchown(number, uid_t(user), gid_t(group))) }
  }

  /// fchmodat2(2) with `AT_EMPTY_PATH`: sets the permission bits of a place opened with `O_PATH`.
  ///
  /// - Throws: `ENOSYS` before Linux 6.6, and all else that chmod(2) names.
  package static func fchmodat2(
    _ place: borrowing FileDescriptor,
    _ mode: UInt16
  ) throws(Errno) {
    let number = place.number
    try unsafe withPath([]) { empty throws(Errno) in
      try invoke(.fchmodat2) { _ in
        // SAFETY: the path ends with NUL.
        unsafe Int(
          cplatform_fchmodat2(number, empty, mode_t(mode), Int32(CPLATFORM_AT_EMPTY_PATH))
        )
      }
    }
  }

  /// chmod(2): sets the permission bits of what a path leads to, through symbolic links.
  package static func chmod(_ path: [UInt8], _ mode: UInt16) throws(Errno) {
    try unsafe withPath(path) { path throws(Errno) in
      // SAFETY: the path ends with NUL.
      try invoke(.chmod) { _ in unsafe Int(Glibc.chmod(path, mode_t(mode))) }
    }
  }

  /// utimensat(2) with `AT_EMPTY_PATH`: sets when the content changed last, of an open file or a
  /// place opened with `O_PATH`; the time of the last access stays.
  ///
  /// The file system bounds what it can keep: ext4 the years 1901 to 2446.
  ///
  /// - Throws: `EINVAL` before Linux 5.8, and all else that utimensat(2) names.
  package static func utimensat(
    _ place: borrowing FileDescriptor,
    modified time: FileTime
  ) throws(Errno) {
    let number = place.number
    let times: InlineArray<2, timespec> = [
      timespec(tv_sec: 0, tv_nsec: Int(CPLATFORM_UTIME_OMIT)),
      timespec(tv_sec: Int(time.seconds), tv_nsec: Int(time.nanoseconds)),
    ]
    try unsafe withPath([]) { empty throws(Errno) in
      try unsafe times.span.withUnsafeBufferPointer { times throws(Errno) in
        try invoke(.utimensat) { _ in
          // SAFETY: the path ends with NUL; the kernel reads two times, which live in this frame.
          unsafe Int(
            Glibc.utimensat(number, empty, times.baseAddress, Int32(CPLATFORM_AT_EMPTY_PATH))
          )
        }
      }
    }
  }

  /// fstatvfs(3): how full the file system is that holds an open file or place.
  package static func fstatvfs(
    _ place: borrowing FileDescriptor
  ) throws(Errno) -> FileSystemSpace {
    let number = place.number
    var status = statvfs()
    // SAFETY: the call writes one `struct statvfs`, which lives in this frame.
    try invoke(.fstatvfs) { _ in unsafe Int(CPlatform.fstatvfs(number, &status)) }
    let unit = UInt64(status.f_frsize)
    return FileSystemSpace(
      capacity: product(UInt64(status.f_blocks), unit),
      available: product(UInt64(status.f_bavail), unit),
      availableFiles: Int64(clamping: UInt64(status.f_favail)),
      isReadOnly: status.f_flag & UInt(CPLATFORM_ST_RDONLY) != 0
    )
  }

  /// A product that a file system may state too large to count.
  private static func product(_ blocks: UInt64, _ unit: UInt64) -> Int64 {
    let (product, isTooLarge) = blocks.multipliedReportingOverflow(by: unit)
    return isTooLarge ? .max : Int64(clamping: product)
  }
}
