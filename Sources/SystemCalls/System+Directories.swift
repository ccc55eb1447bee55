internal import CPlatform
internal import Glibc

// Names in directories. Each call takes an open directory and a name in it; none follows a last
// symbolic link.
extension System {
  /// getdents64(2): the next entries of a directory, as many as there is room for.
  ///
  /// - Parameters:
  ///   - directory: open for reading; its position moves on.
  ///   - buffer: overwritten with `struct linux_dirent64`, one behind the other.
  /// - Returns: how many bytes came, 0 at the end.
  /// - Throws: `EINVAL` for a buffer too small for one entry, `ENOENT` of a directory that was
  ///   removed, and all else that getdents64(2) names.
  package static func getdents64(
    _ directory: borrowing FileDescriptor,
    into buffer: inout [UInt8]
  ) throws(Errno) -> Int {
    let number = directory.number
    var span = buffer.mutableSpan
    return try unsafe span.withUnsafeMutableBytes { bytes throws(Errno) in
      guard let start = bytes.baseAddress else { throw .invalidArgument }
      return try invoke(.getdents64, upTo: bytes.count) { count in
        // SAFETY: the kernel writes at most `count` bytes, and `count` never exceeds the buffer's.
        unsafe CPlatform.getdents64(number, start, count)
      }
    }
  }

  /// mkdirat(2): makes a directory with these permission bits, less the process's umask.
  ///
  /// - Throws: `EEXIST` where there is something by that name, and all else that mkdir(2) names.
  package static func mkdirat(
    _ directory: borrowing FileDescriptor,
    _ name: [UInt8],
    mode: UInt16
  ) throws(Errno) {
    let number = directory.number
    try unsafe withPath(name) { name throws(Errno) in
      // SAFETY: the name ends with NUL.
      try invoke(.mkdirat) { _ in unsafe Int(Glibc.mkdirat(number, name, mode_t(mode))) }
    }
  }

  /// unlinkat(2): removes a name that is no directory's, or an empty directory.
  ///
  /// - Parameters:
  ///   - directory: where the name is.
  ///   - name: what to remove.
  ///   - isDirectory: `AT_REMOVEDIR`: whether it is a directory.
  /// - Throws: `EISDIR` for a directory, `ENOTDIR` and `ENOTEMPTY` with `AT_REMOVEDIR`, and all
  ///   else that unlink(2) and rmdir(2) name.
  package static func unlinkat(
    _ directory: borrowing FileDescriptor,
    _ name: [UInt8],
    isDirectory: Bool = false
  ) throws(Errno) {
    let number = directory.number
    try unsafe withPath(name) { name throws(Errno) in
      try invoke(.unlinkat) { _ in
        // SAFETY: the name ends with NUL.
        unsafe Int(Glibc.unlinkat(number, name, isDirectory ? AT_REMOVEDIR : 0))
      }
    }
  }

  /// renameat2(2): gives a file or directory another name or place.
  ///
  /// - Parameters:
  ///   - directory: where it is.
  ///   - name: its name there.
  ///   - newDirectory: where it is to be; it may be the same.
  ///   - newName: its name there.
  ///   - isReplacing: whether what has that name gives way at once; else `RENAME_NOREPLACE`.
  /// - Throws: `EEXIST` where something is in the way, `EINVAL` for a directory that would go into
  ///   itself and for a file system that has no `RENAME_NOREPLACE`, and all else that rename(2)
  ///   names.
  package static func renameat2(
    _ directory: borrowing FileDescriptor,
    _ name: [UInt8],
    to newDirectory: borrowing FileDescriptor,
    _ newName: [UInt8],
    isReplacing: Bool
  ) throws(Errno) {
    let (number, newNumber) = (directory.number, newDirectory.number)
    let flags = isReplacing ? 0 : UInt32(CPLATFORM_RENAME_NOREPLACE)
    try unsafe withPath(name) { name throws(Errno) in
      try unsafe withPath(newName) { newName throws(Errno) in
        try invoke(.renameat2) { _ in
          // SAFETY: both names end with NUL.
          unsafe Int(CPlatform.renameat2(number, name, newNumber, newName, flags))
        }
      }
    }
  }

  /// readlinkat(2): what a symbolic link says, cut at `pathBytesMax`.
  ///
  /// - Throws: `EINVAL` for what is no link, and all else that readlink(2) names.
  package static func readlinkat(
    _ directory: borrowing FileDescriptor,
    _ name: [UInt8]
  ) throws(Errno) -> [UInt8] {
    let number = directory.number
    return try unsafe withPath(name) { name throws(Errno) in
      var text = [UInt8](repeating: 0, count: pathBytesMax)
      var span = text.mutableSpan
      let count = try unsafe span.withUnsafeMutableBytes { bytes throws(Errno) in
        // The call takes bytes for characters, which are as large.
        let characters = unsafe bytes.bindMemory(to: CChar.self)
        guard let start = characters.baseAddress else { throw .invalidArgument }
        return try invoke(.readlinkat, upTo: bytes.count) { count in
          // SAFETY: the name ends with NUL; the kernel writes at most `count` bytes, and `count`
          // never exceeds the array's. Nothing reads them as characters.
          unsafe Glibc.readlinkat(number, name, start, count)
        }
      }
      return Array(text.prefix(count))
    }
  }
}
