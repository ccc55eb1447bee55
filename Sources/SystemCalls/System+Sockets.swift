internal import CPlatform
internal import Glibc

// Making, naming, joining and closing sockets. Every descriptor is born with close-on-exec.
extension System {
  /// socket(2) with `SOCK_CLOEXEC`.
  package static func socket(
    _ family: Int32,
    _ type: Int32,
    _ protocolNumber: Int32
  ) throws(Errno) -> FileDescriptor {
    let number = try invoke(.socket) { _ in
      Int(Glibc.socket(family, type | closeOnExec, protocolNumber))
    }
    return FileDescriptor(owning: Int32(number))
  }

  /// socketpair(2) with `SOCK_CLOEXEC`.
  package static func socketpair(
    _ family: Int32,
    _ type: Int32,
    _ protocolNumber: Int32
  ) throws(Errno) -> DescriptorPair {
    var ends: (Int32, Int32) = (-1, -1)
    try invoke(.socketpair) { _ in
      unsafe withUnsafeMutableBytes(of: &ends) { bytes in
        // SAFETY: socketpair writes two ints, which is what `ends` is.
        let numbers = unsafe bytes.bindMemory(to: Int32.self)
        return unsafe Int(
          Glibc.socketpair(family, type | closeOnExec, protocolNumber, numbers.baseAddress)
        )
      }
    }
    return DescriptorPair(
      first: FileDescriptor(owning: ends.0),
      second: FileDescriptor(owning: ends.1)
    )
  }

  /// bind(2) to the `struct sockaddr` in `address`.
  package static func bind(
    _ socket: borrowing FileDescriptor,
    _ address: RawSpan
  ) throws(Errno) {
    let number = socket.number
    try invoke(.bind) { _ in
      unsafe address.withUnsafeBytes { bytes in
        // SAFETY: the kernel reads `count` bytes at the address and no more.
        unsafe Int(Glibc.bind(number, sockaddr(bytes), socklen_t(clamping: bytes.count)))
      }
    }
  }

  /// listen(2).
  package static func listen(
    _ socket: borrowing FileDescriptor,
    _ backlog: Int32
  ) throws(Errno) {
    let number = socket.number
    try invoke(.listen) { _ in Int(Glibc.listen(number, backlog)) }
  }

  /// accept4(2) with `SOCK_CLOEXEC`; the peer's `struct sockaddr` is written into `address`.
  ///
  /// - Parameters:
  ///   - socket: one that listens.
  ///   - address: room for the peer's address.
  ///   - isNonBlocking: whether the new socket has `O_NONBLOCK` from birth; it inherits none.
  /// - Returns: the new socket, and how long the address is.
  /// - Throws: what accept4(2) says, of the listener or of the connection that would have been
  ///   next.
  package static func accept4(
    _ socket: borrowing FileDescriptor,
    peer address: inout MutableRawSpan,
    isNonBlocking: Bool = false
  ) throws(Errno) -> AcceptedDescriptor {
    let flags = isNonBlocking ? closeOnExec | Int32(SOCK_NONBLOCK.rawValue) : closeOnExec
    let number = socket.number
    var length: socklen_t = 0
    let accepted = try invoke(.accept4) { _ in
      unsafe address.withUnsafeMutableBytes { bytes in
        length = socklen_t(clamping: bytes.count)
        // SAFETY: the kernel writes at most `length` bytes at the address, which has as many.
        return unsafe Int(CPlatform.accept4(number, sockaddr(bytes), &length, flags))
      }
    }
    return AcceptedDescriptor(
      descriptor: FileDescriptor(owning: Int32(accepted)),
      addressLength: min(Int(length), address.byteCount)
    )
  }

  /// connect(2) to the `struct sockaddr` in `address`; not made again when interrupted.
  package static func connect(
    _ socket: borrowing FileDescriptor,
    _ address: RawSpan
  ) throws(Errno) {
    let number = socket.number
    try invoke(.connect) { _ in
      unsafe address.withUnsafeBytes { bytes in
        // SAFETY: the kernel reads `count` bytes at the address and no more.
        unsafe Int(Glibc.connect(number, sockaddr(bytes), socklen_t(clamping: bytes.count)))
      }
    }
  }

  /// shutdown(2).
  package static func shutdown(
    _ socket: borrowing FileDescriptor,
    _ direction: Int32
  ) throws(Errno) {
    let number = socket.number
    try invoke(.shutdown) { _ in Int(Glibc.shutdown(number, direction)) }
  }

  /// close(2); never made a second time.
  static func close(_ number: Int32) throws(Errno) {
    try invoke(.close) { _ in Int(Glibc.close(number)) }
  }

  /// getsockname(2): writes the `struct sockaddr` into `address` and returns its length.
  package static func getsockname(
    _ socket: borrowing FileDescriptor,
    into address: inout MutableRawSpan
  ) throws(Errno) -> Int {
    let number = socket.number
    return try unsafe addressLength(.getsockname, into: &address) { pointer, length in
      // SAFETY: the kernel writes at most `length` bytes at the address, which has as many.
      unsafe Glibc.getsockname(number, pointer, length)
    }
  }

  /// getpeername(2): writes the `struct sockaddr` into `address` and returns its length.
  package static func getpeername(
    _ socket: borrowing FileDescriptor,
    into address: inout MutableRawSpan
  ) throws(Errno) -> Int {
    let number = socket.number
    return try unsafe addressLength(.getpeername, into: &address) { pointer, length in
      // SAFETY: as in `getsockname`.
      unsafe Glibc.getpeername(number, pointer, length)
    }
  }

  private static func addressLength(
    _ call: SystemCall,
    into address: inout MutableRawSpan,
    _ ask: (UnsafeMutablePointer<Glibc.sockaddr>?, UnsafeMutablePointer<socklen_t>) -> Int32
  ) throws(Errno) -> Int {
    var length: socklen_t = 0
    try invoke(call) { _ in
      unsafe address.withUnsafeMutableBytes { bytes in
        length = socklen_t(clamping: bytes.count)
        // SAFETY: `ask` is given the span's address with its size, and both live through the call.
        return unsafe Int(ask(sockaddr(bytes), &length))
      }
    }
    return min(Int(length), address.byteCount)
  }

  private static var closeOnExec: Int32 { Int32(SOCK_CLOEXEC.rawValue) }
}

/// The bytes seen as the `struct sockaddr` that the calls ask for; nil for no bytes.
func sockaddr(_ bytes: UnsafeRawBufferPointer) -> UnsafePointer<sockaddr>? {
  // SAFETY: the pointer is only handed to the kernel, which copies bytes and knows no types.
  unsafe bytes.count == 0 ? nil : bytes.baseAddress?.assumingMemoryBound(to: Glibc.sockaddr.self)
}

/// The same for calls that write an address.
func sockaddr(_ bytes: UnsafeMutableRawBufferPointer) -> UnsafeMutablePointer<sockaddr>? {
  // SAFETY: as above.
  unsafe bytes.count == 0 ? nil : bytes.baseAddress?.assumingMemoryBound(to: Glibc.sockaddr.self)
}
