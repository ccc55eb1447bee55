internal import CPlatform
internal import Glibc

/// What recvmsg(2) reports beside the bytes.
package struct MessageHeader: Sendable {
  /// Bytes of the message, possibly more than fitted (`MSG_TRUNC` among the flags asked).
  package var count: Int
  /// `MSG_*` as the kernel set them.
  package var flags: Int32
  package var addressLength: Int
  package var controlLength: Int

  package init(count: Int = 0, flags: Int32 = 0, addressLength: Int = 0, controlLength: Int = 0) {
    self.count = count
    self.flags = flags
    self.addressLength = addressLength
    self.controlLength = controlLength
  }
}

extension System {
  /// The most buffers that one message call gathers or scatters: `IOV_MAX` of limits.h on Linux.
  package static let vectorsMax = 1024

  /// sendmsg(2) with `MSG_NOSIGNAL`, one buffer; empty `control` or `address` means none.
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
      var vector = unsafe iovec(
        iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress),
        iov_len: bytes.count
      )
      return try unsafe withUnsafeMutablePointer(to: &vector) { vector throws(Errno) in
        try unsafe sendmsg(
          number,
          UnsafeMutableBufferPointer(start: vector, count: 1),
          control,
          address,
          flags
        )
      }
    }
  }

  /// sendmsg(2) gathering `buffers` in order; more than `vectorsMax` is `EMSGSIZE`.
  package static func sendmsg(
    _ socket: borrowing FileDescriptor,
    gathering buffers: [[UInt8]],
    control: RawSpan,
    to address: RawSpan,
    flags: Int32
  ) throws(Errno) -> Int {
    guard buffers.count <= vectorsMax else { throw .messageTooLong }
    let number = socket.number
    var result: Result<Int, Errno> = .success(0)
    unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: buffers.count) { vectors in
      // SAFETY: `point` fills every vector with an array's storage, which stays put until its
      // closure ends; the call is made inside.
      result = unsafe point(vectors, at: buffers, from: 0) { () throws(Errno) in
        try unsafe sendmsg(number, vectors, control, address, flags)
      }
    }
    return try result.get()
  }

  /// recvmsg(2) into the free part of `buffer`.
  package static func recvmsg(
    _ socket: borrowing FileDescriptor,
    into buffer: inout OutputRawSpan,
    control: inout MutableRawSpan,
    from address: inout MutableRawSpan,
    flags: Int32
  ) throws(Errno) -> MessageHeader {
    let number = socket.number
    // SAFETY: the vector is the free part; `initialized` grows by what was written into it.
    return try unsafe buffer.withUnsafeMutableBytes { bytes, initialized throws(Errno) in
      let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[initialized...])
      var vector = unsafe iovec(iov_base: free.baseAddress, iov_len: free.count)
      let header = try unsafe withUnsafeMutablePointer(to: &vector) { vector throws(Errno) in
        try unsafe recvmsg(
          number,
          UnsafeMutableBufferPointer(start: vector, count: 1),
          &control,
          &address,
          flags
        )
      }
      initialized += min(header.count, free.count)
      return header
    }
  }

  /// recvmsg(2) scattering over `buffers`, each filled to its present count before the next.
  ///
  /// More than `vectorsMax` buffers is `EMSGSIZE`.
  package static func recvmsg(
    _ socket: borrowing FileDescriptor,
    scattering buffers: inout [[UInt8]],
    control: inout MutableRawSpan,
    from address: inout MutableRawSpan,
    flags: Int32
  ) throws(Errno) -> MessageHeader {
    guard buffers.count <= vectorsMax else { throw .messageTooLong }
    let number = socket.number
    return try unsafe scatter(over: &buffers) { vectors throws(Errno) in
      try unsafe recvmsg(number, vectors, &control, &address, flags)
    }
  }
}

extension System {
  private typealias Vectors = UnsafeMutableBufferPointer<iovec>

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
        unsafe header.msg_namelen = socklen_t(address.count)
        unsafe header.msg_control = UnsafeMutableRawPointer(mutating: control.baseAddress)
        unsafe header.msg_controllen = control.count
        return try invoke(.sendmsg, upTo: .max) { count in
          unsafe limit(&header, vectors, to: count)
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
    let count = try invoke(.recvmsg, upTo: .max) { count in
      unsafe control.withUnsafeMutableBytes { control in
        unsafe address.withUnsafeMutableBytes { address in
          // SAFETY: the header carries each region with its size, and all outlive the call.
          unsafe header.msg_name = address.baseAddress
          unsafe header.msg_namelen = socklen_t(address.count)
          unsafe header.msg_control = control.baseAddress
          unsafe header.msg_controllen = control.count
          unsafe limit(&header, vectors, to: count)
          return unsafe Glibc.recvmsg(number, &header, flags)
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
  private static func limit(_ header: inout msghdr, _ vectors: Vectors, to count: Int) {
    // SAFETY: the caller keeps the vectors alive for as long as it uses the header.
    unsafe header.msg_iov = vectors.baseAddress
    unsafe header.msg_iovlen = vectors.count
    if count != .max, !vectors.isEmpty {
      unsafe vectors[0].iov_len = min(vectors[0].iov_len, count)
      unsafe header.msg_iovlen = 1
    }
  }

  /// Fills `vectors` from `index` on with the storage of `buffers`, then calls `body`.
  ///
  /// One frame a buffer: each array is lent for the length of a closure, so the closures nest.
  private static func point(
    _ vectors: Vectors,
    at buffers: [[UInt8]],
    from index: Int,
    _ body: () throws(Errno) -> Int
  ) -> Result<Int, Errno> {
    guard index < buffers.count else {
      do throws(Errno) { return .success(try body()) } catch { return .failure(error) }
    }
    let buffer = buffers[index]
    return unsafe buffer.span.withUnsafeBytes { bytes in
      // SAFETY: `vectors` has a place for each buffer; the kernel only reads through it.
      unsafe vectors[index] = iovec(
        iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress),
        iov_len: bytes.count
      )
      return unsafe point(vectors, at: buffers, from: index + 1, body)
    }
  }

  /// Lends all buffers at once to `body` as vectors.
  private static func scatter(
    over buffers: inout [[UInt8]],
    _ body: (Vectors) throws(Errno) -> MessageHeader
  ) throws(Errno) -> MessageHeader {
    var result: Result<MessageHeader, Errno>?
    unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: buffers.count) { vectors in
      // SAFETY: as in `sendmsg(gathering:)`.
      unsafe lend(&buffers, to: vectors, from: 0) {
        do throws(Errno) {
          result = .success(try unsafe body(vectors))
        } catch {
          result = .failure(error)
        }
      }
    }
    guard let result else { throw .invalidArgument }
    return try result.get()
  }

  private static func lend(
    _ buffers: inout [[UInt8]],
    to vectors: Vectors,
    from index: Int,
    _ body: () -> Void
  ) {
    guard index < buffers.count else { return body() }
    // Taken out of the array, so that its neighbours can be lent at the same time.
    var buffer: [UInt8] = []
    swap(&buffer, &buffers[index])
    var span = buffer.mutableSpan
    unsafe span.withUnsafeMutableBytes { bytes in
      // SAFETY: `vectors` has a place for each buffer; the kernel writes at most `count` bytes.
      unsafe vectors[index] = iovec(iov_base: bytes.baseAddress, iov_len: bytes.count)
      unsafe lend(&buffers, to: vectors, from: index + 1, body)
    }
    swap(&buffer, &buffers[index])
  }
}
