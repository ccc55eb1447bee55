internal import CPlatform
internal import Glibc

// Bytes that stay in the kernel on their way.
extension System {
  /// pipe2(2) with `O_CLOEXEC`: the end to read from, and the one to write to.
  static func pipe() throws(Errno) -> DescriptorPair {
    var ends: (Int32, Int32) = (-1, -1)
    try invoke(.pipe) { _ in
      unsafe withUnsafeMutableBytes(of: &ends) { bytes in
        // SAFETY: pipe2 writes two ints, which is what `ends` is.
        let numbers = unsafe bytes.bindMemory(to: Int32.self)
        return unsafe Int(CPlatform.pipe2(numbers.baseAddress, O_CLOEXEC))
      }
    }
    return DescriptorPair(
      first: FileDescriptor(owning: ends.0),
      second: FileDescriptor(owning: ends.1)
    )
  }

  /// fcntl(2) `F_SETPIPE_SZ`.
  static func setPipeCapacity(_ number: Int32, _ capacity: Int) throws(Errno) {
    let capacity = Int32(clamping: capacity)
    try invoke(.fcntl) { _ in
      Int(Glibc.fcntl(number, Int32(CPLATFORM_F_SETPIPE_SZ), capacity))
    }
  }

  /// splice(2) from a socket into a pipe, without waiting for either.
  static func splice(
    from socket: borrowing FileDescriptor,
    into pipe: borrowing FileDescriptor,
    _ count: Int
  ) throws(Errno) -> Int {
    let source = socket.number
    let target = pipe.number
    let flags = UInt32(CPLATFORM_SPLICE_F_MOVE | CPLATFORM_SPLICE_F_NONBLOCK)
    return try invoke(.splice, upTo: count) { count in
      CPlatform.splice(source, nil, target, nil, count, flags)
    }
  }

  /// splice(2) from a pipe to a place in a file.
  static func splice(
    from pipe: borrowing FileDescriptor,
    to file: borrowing FileDescriptor,
    offset: Int64,
    _ count: Int
  ) throws(Errno) -> Int {
    let source = pipe.number
    let target = file.number
    return try invoke(.splice, upTo: count) { count in
      var offset = off_t(offset)
      // SAFETY: the kernel reads and writes one offset, which lives in this frame.
      return unsafe CPlatform.splice(
        source,
        nil,
        target,
        &offset,
        count,
        UInt32(CPLATFORM_SPLICE_F_MOVE)
      )
    }
  }
}
