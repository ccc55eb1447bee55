internal import CPlatform
internal import Glibc

// What sending a file needs; the calls for trees of files are not here.
extension System {
  /// sendfile(2) from `offset` of `file`: how many bytes went, 0 at the end of the file.
  ///
  /// sendfile has no `MSG_NOSIGNAL`: SIGPIPE is held back on this thread for the call, and one that
  /// the call raised is taken away before it is let through again.
  package static func sendfile(
    _ socket: borrowing FileDescriptor,
    from file: borrowing FileDescriptor,
    offset: Int64,
    count: Int
  ) throws(Errno) -> Int {
    let target = socket.number
    let source = file.number
    return try withoutPipeSignal { () throws(Errno) in
      try invoke(.sendfile, upTo: count) { count in
        var offset = off_t(offset)
        return unsafe CPlatform.sendfile(target, source, &offset, count)
      }
    }
  }

  /// pread(2) into the free part of `buffer`: 0 at the end of the file.
  package static func pread(
    _ file: borrowing FileDescriptor,
    into buffer: inout OutputRawSpan,
    offset: Int64
  ) throws(Errno) -> Int {
    let number = file.number
    // SAFETY: `initialized` grows by what the kernel says it wrote into the free part.
    return try unsafe buffer.withUnsafeMutableBytes { bytes, initialized throws(Errno) in
      let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[initialized...])
      let count = try invoke(.pread, upTo: free.count) { count in
        unsafe Glibc.pread(number, free.baseAddress, count, off_t(offset))
      }
      initialized += count
      return count
    }
  }

  /// lseek(2): the new position, from the file's start.
  @discardableResult
  package static func lseek(
    _ file: borrowing FileDescriptor,
    _ offset: Int64,
    from origin: SeekOrigin
  ) throws(Errno) -> Int64 {
    let number = file.number
    return Int64(
      try invoke(.lseek) { _ in Int(Glibc.lseek(number, off_t(offset), origin.rawValue)) }
    )
  }

  /// fstat(2): whether it is a regular file.
  package static func isRegularFile(_ file: borrowing FileDescriptor) throws(Errno) -> Bool {
    let number = file.number
    var status = stat()
    // SAFETY: the kernel writes one `struct stat`.
    try invoke(.fstat) { _ in unsafe Int(Glibc.fstat(number, &status)) }
    return status.st_mode & S_IFMT == S_IFREG
  }

  private static func withoutPipeSignal<R>(_ body: () throws(Errno) -> R) throws(Errno) -> R {
    var pipe = sigset_t()
    var before = sigset_t()
    var pending = sigset_t()
    // SAFETY: the sets are this frame's; the calls below read and write nothing else.
    unsafe sigemptyset(&pipe)
    unsafe sigaddset(&pipe, SIGPIPE)
    unsafe sigpending(&pending)
    let wasPending = unsafe sigismember(&pending, SIGPIPE) == 1
    unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)
    defer { unsafe _ = pthread_sigmask(SIG_SETMASK, &before, nil) }
    do throws(Errno) {
      return try body()
    } catch {
      if error == Errno(rawValue: EPIPE), !wasPending {
        var none = timespec()
        while unsafe sigtimedwait(&pipe, nil, &none) == -1, errno == EINTR {}
      }
      throw error
    }
  }
}

/// From where lseek(2) counts.
package struct SeekOrigin: RawRepresentable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  package static let start = SeekOrigin(rawValue: SEEK_SET)
  package static let current = SeekOrigin(rawValue: SEEK_CUR)
}
