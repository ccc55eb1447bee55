internal import CPlatform
internal import Glibc

// What sending a file needs; the calls for trees of files are not here.
extension System {
  /// sendfile(2) from `offset` of `file`, whose own position stays.
  ///
  /// sendfile has no `MSG_NOSIGNAL`: SIGPIPE is held back on this thread for the call, and one that
  /// the call raised is taken away before signals are let through again.
  ///
  /// - Parameters:
  ///   - socket: takes the bytes.
  ///   - file: a file that mmap(2) can map.
  ///   - offset: where in the file to begin, in bytes.
  ///   - count: the most bytes to send.
  /// - Returns: how many bytes went, 0 at the end of the file.
  /// - Throws: `EPIPE` where the peer is gone, and all else that sendfile(2) names.
  package static func sendfile(
    _ socket: borrowing FileDescriptor,
    from file: borrowing FileDescriptor,
    offset: Int64,
    count: Int
  ) throws(Errno) -> Int {
    let target = socket.number
    let source = file.number
    return try withoutPipeSignal(expecting: count) { () throws(Errno) in
      try invoke(.sendfile, upTo: count) { count in
        var offset = off_t(offset)
        // SAFETY: the kernel reads and writes one offset, which lives in this frame.
        return unsafe CPlatform.sendfile(target, source, &offset, count)
      }
    }
  }

  /// pread(2) into the free part of `buffer`: how many bytes came, 0 at the end of the file.
  package static func pread(
    _ file: borrowing FileDescriptor,
    into buffer: inout OutputRawSpan,
    offset: Int64
  ) throws(Errno) -> Int {
    let number = file.number
    return try unsafe fill(&buffer) { free throws(Errno) in
      try invoke(.pread, upTo: free.count) { count in
        // SAFETY: the kernel writes at most `count` bytes, and `count` never exceeds what is free.
        unsafe Glibc.pread(number, free.baseAddress, count, off_t(offset))
      }
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
    let position = try invoke(.lseek) { _ in
      Int(Glibc.lseek(number, off_t(offset), origin.rawValue))
    }
    return Int64(position)
  }

  /// fstat(2): whether it is a regular file.
  package static func isRegularFile(_ file: borrowing FileDescriptor) throws(Errno) -> Bool {
    let number = file.number
    var status = stat()
    // SAFETY: the kernel writes one `struct stat`, which lives in this frame.
    try invoke(.fstat) { _ in unsafe Int(Glibc.fstat(number, &status)) }
    return status.st_mode & S_IFMT == S_IFREG
  }

  /// Runs `send`, and takes away a SIGPIPE that it raised on this thread.
  ///
  /// One that was pending before stays so, and then none is taken: signals of a kind do not queue.
  private static func withoutPipeSignal(
    expecting count: Int,
    _ send: () throws(Errno) -> Int
  ) throws(Errno) -> Int {
    var pipe = sigset_t()
    var before = sigset_t()
    // SAFETY: the sets live in this frame; the calls read and write nothing else.
    unsafe sigemptyset(&pipe)
    unsafe sigaddset(&pipe, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)
    defer { unsafe _ = pthread_sigmask(SIG_SETMASK, &before, nil) }
    // Only a blocked signal can be pending.
    let wasPending = unsafe sigismember(&before, SIGPIPE) == 1 && isPipeSignalPending
    var sent = 0
    // Less than was asked may mean that a later piece met a closed peer, and raised the signal too.
    defer { if sent < count, !wasPending { takePipeSignal() } }
    sent = try send()
    return sent
  }

  private static var isPipeSignalPending: Bool {
    var pending = sigset_t()
    // SAFETY: the set lives in this frame; the calls read and write nothing else.
    unsafe sigpending(&pending)
    return unsafe sigismember(&pending, SIGPIPE) == 1
  }

  /// Takes a pending SIGPIPE from this thread without waiting for one.
  private static func takePipeSignal() {
    var pipe = sigset_t()
    var none = timespec()
    // SAFETY: the set and the time live in this frame; the calls read and write nothing else.
    unsafe sigemptyset(&pipe)
    unsafe sigaddset(&pipe, SIGPIPE)
    while unsafe sigtimedwait(&pipe, nil, &none) == -1, errno == EINTR {}
  }
}
