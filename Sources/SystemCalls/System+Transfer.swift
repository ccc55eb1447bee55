internal import CPlatform
internal import Glibc

// Moving bytes. Whatever sends carries `MSG_NOSIGNAL`: a peer that is gone is an error, not
// SIGPIPE.
extension System {
  /// send(2) with `MSG_NOSIGNAL`: how many bytes the kernel took.
  package static func send(
    _ socket: borrowing FileDescriptor,
    _ bytes: RawSpan,
    flags: Int32
  ) throws(Errno) -> Int {
    let number = socket.number
    return try unsafe bytes.withUnsafeBytes { bytes throws(Errno) in
      try invoke(.send, upTo: bytes.count) { count in
        // SAFETY: the kernel reads at most `count` bytes, and `count` never exceeds the span's.
        unsafe Glibc.send(number, bytes.baseAddress, count, flags | noSignal)
      }
    }
  }

  /// sendto(2) with `MSG_NOSIGNAL` to the `struct sockaddr` in `address`.
  package static func sendto(
    _ socket: borrowing FileDescriptor,
    _ bytes: RawSpan,
    flags: Int32,
    to address: RawSpan
  ) throws(Errno) -> Int {
    let number = socket.number
    return try unsafe bytes.withUnsafeBytes { bytes throws(Errno) in
      try unsafe address.withUnsafeBytes { address throws(Errno) in
        try invoke(.sendto, upTo: bytes.count) { count in
          // SAFETY: both spans outlive the call, which reads no further than the counts given.
          unsafe Glibc.sendto(
            number,
            bytes.baseAddress,
            count,
            flags | noSignal,
            sockaddr(address),
            socklen_t(clamping: address.count)
          )
        }
      }
    }
  }

  /// recv(2) into the free part of `buffer`: the kernel's count, 0 at the end of a stream.
  ///
  /// With `MSG_TRUNC` the count may exceed what was free; the buffer then is full. From TCP it is
  /// full of zeros: that discards the bytes instead of handing them over.
  package static func recv(
    _ socket: borrowing FileDescriptor,
    into buffer: inout OutputRawSpan,
    flags: Int32
  ) throws(Errno) -> Int {
    let number = socket.number
    return try unsafe fill(&buffer, flags) { free throws(Errno) in
      try invoke(.recv, upTo: free.count) { count in
        // SAFETY: the kernel writes at most `count` bytes, and `count` never exceeds what is free.
        unsafe Glibc.recv(number, free.baseAddress, count, flags)
      }
    }
  }

  /// recv(2) over `buffer`, from its start, for the hottest path: the kernel's count, 0 at the end
  /// of a stream.
  package static func recv(
    _ socket: borrowing FileDescriptor,
    over buffer: UnsafeMutableRawBufferPointer
  ) throws(Errno) -> Int {
    let number = socket.number
    return try invoke(.recv, upTo: buffer.count) { count in
      // SAFETY: the kernel writes at most `count` bytes, and `count` never exceeds the buffer's.
      unsafe Glibc.recv(number, buffer.baseAddress, count, 0)
    }
  }

  /// recvfrom(2) into the free part of `buffer`; the sender's `struct sockaddr` goes into
  /// `address`.
  ///
  /// Counts as `recv` does. An address length of 0 means that the kernel named no sender.
  package static func recvfrom(
    _ socket: borrowing FileDescriptor,
    into buffer: inout OutputRawSpan,
    flags: Int32,
    from address: inout MutableRawSpan
  ) throws(Errno) -> (count: Int, addressLength: Int) {
    let number = socket.number
    var length: socklen_t = 0
    let count = try unsafe fill(&buffer, flags) { free throws(Errno) in
      try invoke(.recvfrom, upTo: free.count) { count in
        unsafe address.withUnsafeMutableBytes { address in
          length = socklen_t(clamping: address.count)
          // SAFETY: the kernel writes at most `count` bytes of data and `length` of address.
          return unsafe Glibc.recvfrom(
            number,
            free.baseAddress,
            count,
            flags,
            sockaddr(address),
            &length
          )
        }
      }
    }
    return (count, min(Int(length), address.byteCount))
  }

  /// read(2) into the free part of `buffer`: 0 at the end.
  package static func read(
    _ file: borrowing FileDescriptor,
    into buffer: inout OutputRawSpan
  ) throws(Errno) -> Int {
    let number = file.number
    return try unsafe fill(&buffer) { free throws(Errno) in
      try invoke(.read, upTo: free.count) { count in
        // SAFETY: as in `recv`.
        unsafe Glibc.read(number, free.baseAddress, count)
      }
    }
  }

  /// write(2): how many bytes the kernel took.
  ///
  /// Not for sockets, where it could raise SIGPIPE.
  package static func write(
    _ file: borrowing FileDescriptor,
    _ bytes: RawSpan
  ) throws(Errno) -> Int {
    let number = file.number
    return try unsafe bytes.withUnsafeBytes { bytes throws(Errno) in
      try invoke(.write, upTo: bytes.count) { count in
        // SAFETY: as in `send`.
        unsafe Glibc.write(number, bytes.baseAddress, count)
      }
    }
  }

  /// Lends the free part of `buffer` to `transfer`, and marks as much of it as that counts.
  ///
  /// - Parameters:
  ///   - buffer: what is free of it is filled.
  ///   - flags: `MSG_*` of the call; of none that has no flags.
  ///   - transfer: makes the call and returns its count, which may exceed what is free.
  /// - Returns: the count.
  /// - Throws: what `transfer` throws; then nothing is marked.
  @discardableResult
  static func fill(
    _ buffer: inout OutputRawSpan,
    _ flags: Int32 = 0,
    _ transfer: (UnsafeMutableRawBufferPointer) throws(Errno) -> Int
  ) throws(Errno) -> Int {
    // SAFETY: `initialized` grows by what the kernel says it wrote, bounded by what was free. Where
    // it may count without writing (TCP, asked to truncate) there are zeros already.
    try unsafe buffer.withUnsafeMutableBytes { bytes, initialized throws(Errno) in
      let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[initialized...])
      if flags & truncate != 0 { unsafe free.initializeMemory(as: UInt8.self, repeating: 0) }
      let count = try unsafe transfer(free)
      initialized += min(count, free.count)
      return count
    }
  }

  static var noSignal: Int32 { Int32(MSG_NOSIGNAL) }

  private static var truncate: Int32 { Int32(MSG_TRUNC) }
}
