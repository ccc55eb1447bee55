internal import CPlatform
internal import Glibc

// Files that are written, locked, and read without waiting.
extension System {
  /// pwrite(2): how many bytes the kernel took; the file's position stays.
  package static func pwrite(
    _ file: borrowing FileDescriptor,
    _ bytes: RawSpan,
    offset: Int64
  ) throws(Errno) -> Int {
    let number = file.number
    return try unsafe bytes.withUnsafeBytes { bytes throws(Errno) in
      try invoke(.pwrite, upTo: bytes.count) { count in
        // SAFETY: the kernel reads at most `count` bytes, and `count` never exceeds the span's.
        unsafe Glibc.pwrite(number, bytes.baseAddress, count, off_t(offset))
      }
    }
  }

  /// preadv2(2) with `RWF_NOWAIT` into the free part of `buffer`: how many bytes came, 0 at the end
  /// of the file.
  ///
  /// - Throws: `EAGAIN` where the disk would be waited for, `EOPNOTSUPP` where the file system
  ///   cannot tell.
  package static func preadWithoutWaiting(
    _ file: borrowing FileDescriptor,
    into buffer: inout OutputRawSpan,
    offset: Int64
  ) throws(Errno) -> Int {
    let number = file.number
    return try unsafe fill(&buffer) { free throws(Errno) in
      try invoke(.preadv2, upTo: free.count) { count in
        // SAFETY: the vector is of at most what is free, lives in this frame, and is read once.
        var vector = unsafe iovec(
          writing: UnsafeMutableRawBufferPointer(rebasing: free.prefix(count))
        )
        return unsafe CPlatform.preadv2(
          number,
          &vector,
          1,
          off_t(offset),
          Int32(CPLATFORM_RWF_NOWAIT)
        )
      }
    }
  }

  /// ftruncate(2): cuts a file to this many bytes, or lengthens it with zeros.
  package static func ftruncate(
    _ file: borrowing FileDescriptor,
    _ size: Int64
  ) throws(Errno) {
    let number = file.number
    try invoke(.ftruncate) { _ in Int(Glibc.ftruncate(number, off_t(size))) }
  }

  /// fsync(2): waits until a file, or a directory, is on the disk.
  package static func fsync(_ file: borrowing FileDescriptor) throws(Errno) {
    let number = file.number
    try invoke(.fsync) { _ in Int(Glibc.fsync(number)) }
  }

  /// fcntl(2) `F_OFD_SETLK`, `F_WRLCK`: locks the whole file against others that do the same.
  ///
  /// The lock is the open file's: another descriptor of this process meets it too, and it ends with
  /// the last descriptor of this open file, and with the process.
  ///
  /// - Parameter file: open for writing.
  /// - Returns: whether it is locked now; false where another holds a lock.
  /// - Throws: what fcntl(2) names, but for a lock of another.
  package static func lockForWriting(_ file: borrowing FileDescriptor) throws(Errno) -> Bool {
    let number = file.number
    do throws(Errno) {
      try invoke(.fcntl) { _ in Int(cplatform_lock_for_writing(number)) }
      return true
    } catch {
      guard error == .wouldBlock || error == .accessDenied else { throw error }
      return false
    }
  }

  /// fcntl(2) `F_OFD_SETLK`, `F_UNLCK`: gives back the lock of an open file; nothing where it has
  /// none.
  package static func unlock(_ file: borrowing FileDescriptor) throws(Errno) {
    let number = file.number
    try invoke(.fcntl) { _ in Int(cplatform_unlock(number)) }
  }
}
