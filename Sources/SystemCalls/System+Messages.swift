internal import CPlatform
internal import Glibc

// Messages: bytes in one buffer or several, with control messages and an address beside them.
extension System {
  /// The most buffers that one message call gathers or scatters: `IOV_MAX` of limits.h.
  package static var vectorsMax: Int { Int(CPLATFORM_IOV_MAX) }

  /// sendmsg(2) with `MSG_NOSIGNAL`, one buffer: how many bytes the kernel took.
  package static func sendmsg(
    _ socket: borrowing FileDescriptor,
    _ bytes: RawSpan,
    control: RawSpan,
    to address: RawSpan,
    flags: Int32
  ) throws(Errno) -> Int {
    let number = socket.number
    return try unsafe bytes.withUnsafeBytes { bytes throws(Errno) in
      // SAFETY: the vector points into `bytes`, which outlives the call; sendmsg only reads it.
      var vector = unsafe iovec(reading: bytes)
      return try unsafe withUnsafeMutablePointer(to: &vector) { vector throws(Errno) in
        let vectors = unsafe Vectors(start: vector, count: 1)
        return try unsafe sendmsg(number, vectors, control, address, flags)
      }
    }
  }

  /// sendmsg(2) with `MSG_NOSIGNAL`, gathering `buffers` in order.
  ///
  /// More than `vectorsMax` buffers is `EMSGSIZE`.
  package static func sendmsg(
    _ socket: borrowing FileDescriptor,
    gathering buffers: [[UInt8]],
    control: RawSpan,
    to address: RawSpan,
    flags: Int32
  ) throws(Errno) -> Int {
    guard buffers.count <= vectorsMax else { throw .messageTooLong }
    let number = socket.number
    // SAFETY: the vectors point at the buffers for as long as the closure runs.
    return try unsafe withVectors(reading: buffers) { vectors throws(Errno) in
      try unsafe sendmsg(number, vectors, control, address, flags)
    }
  }

  /// recvmsg(2) with `MSG_CMSG_CLOEXEC` into the free part of `buffer`, which is filled as by
  /// `recv`.
  package static func recvmsg(
    _ socket: borrowing FileDescriptor,
    into buffer: inout OutputRawSpan,
    control: inout MutableRawSpan,
    from address: inout MutableRawSpan,
    flags: Int32
  ) throws(Errno) -> MessageHeader {
    let number = socket.number
    var header = MessageHeader()
    // SAFETY: the vector is the free part, which outlives the call.
    try unsafe fill(&buffer, flags) { free throws(Errno) in
      var vector = unsafe iovec(writing: free)
      header = try unsafe withUnsafeMutablePointer(to: &vector) { vector throws(Errno) in
        let vectors = unsafe Vectors(start: vector, count: 1)
        return try unsafe recvmsg(number, vectors, &control, &address, flags)
      }
      return header.count
    }
    return header
  }

  /// recvmsg(2) with `MSG_CMSG_CLOEXEC`, scattering over `buffers`.
  ///
  /// Each is overwritten up to its present count before the next. More than `vectorsMax` buffers is
  /// `EMSGSIZE`.
  package static func recvmsg(
    _ socket: borrowing FileDescriptor,
    scattering buffers: inout [[UInt8]],
    control: inout MutableRawSpan,
    from address: inout MutableRawSpan,
    flags: Int32
  ) throws(Errno) -> MessageHeader {
    guard buffers.count <= vectorsMax else { throw .messageTooLong }
    let number = socket.number
    // SAFETY: the vectors point at the buffers for as long as the closure runs.
    return try unsafe withVectors(writing: &buffers) { vectors throws(Errno) in
      try unsafe recvmsg(number, vectors, &control, &address, flags)
    }
  }

  private static func sendmsg(
    _ number: Int32,
    _ vectors: Vectors,
    _ control: RawSpan,
    _ address: RawSpan,
    _ flags: Int32
  ) throws(Errno) -> Int {
    try unsafe control.withUnsafeBytes { control throws(Errno) in
      try unsafe address.withUnsafeBytes { address throws(Errno) in
        var header = unsafe msghdr()
        // SAFETY: everything the header points at outlives the call, which only reads it.
        unsafe header.msg_name = UnsafeMutableRawPointer(mutating: address.baseAddress)
        unsafe header.msg_namelen = socklen_t(clamping: address.count)
        unsafe header.msg_control = UnsafeMutableRawPointer(mutating: control.baseAddress)
        unsafe header.msg_controllen = control.count
        return try invoke(.sendmsg) { count in
          unsafe point(&header, at: vectors, upTo: count)
          return unsafe Glibc.sendmsg(number, &header, flags | noSignal)
        }
      }
    }
  }

  private static func recvmsg(
    _ number: Int32,
    _ vectors: Vectors,
    _ control: inout MutableRawSpan,
    _ address: inout MutableRawSpan,
    _ flags: Int32
  ) throws(Errno) -> MessageHeader {
    var header = unsafe msghdr()
    let count = try invoke(.recvmsg) { count in
      unsafe control.withUnsafeMutableBytes { control in
        unsafe address.withUnsafeMutableBytes { address in
          // SAFETY: the header carries each region with its size, and all outlive the call.
          unsafe header.msg_name = address.baseAddress
          unsafe header.msg_namelen = socklen_t(clamping: address.count)
          unsafe header.msg_control = control.baseAddress
          unsafe header.msg_controllen = control.count
          unsafe point(&header, at: vectors, upTo: count)
          return unsafe Glibc.recvmsg(number, &header, flags | closeOnExecForReceived)
        }
      }
    }
    return unsafe MessageHeader(
      count: count,
      flags: header.msg_flags,
      addressLength: min(Int(header.msg_namelen), address.byteCount),
      controlLength: min(header.msg_controllen, control.byteCount)
    )
  }

  /// Points the header at the vectors, or at the first `count` bytes of the first one.
  private static func point(_ header: inout msghdr, at vectors: Vectors, upTo count: Int) {
    // SAFETY: the caller keeps the vectors alive for as long as it uses the header.
    unsafe header.msg_iov = vectors.baseAddress
    unsafe header.msg_iovlen = vectors.count
    if count != .max, !vectors.isEmpty {
      unsafe vectors[0].iov_len = min(vectors[0].iov_len, count)
      unsafe header.msg_iovlen = 1
    }
  }

  private static var closeOnExecForReceived: Int32 { Int32(MSG_CMSG_CLOEXEC) }
}
