public import SocketAddresses
package import SystemCalls

extension Socket {
  /// The most bytes that one call receives or sends, 2 GiB less a page: what Linux cuts every read
  /// and write to.
  public static let transferBytesMax = 0x7fff_f000

  /// Receives into the free part of `buffer`: recv(2).
  ///
  /// Waits by the socket's timeout.
  ///
  /// A stream gives what has arrived, at least a byte. A message that does not fit is cut. Asked
  /// with `.truncated`, TCP throws away what it would have received: the buffer gets as many zeros.
  ///
  /// - Parameters:
  ///   - buffer: where to.
  ///   - flags: how; most receives need none.
  /// - Returns: how many bytes were put into the buffer. 0 on a stream is its end; on a socket of
  ///   messages it is an empty message, or with sequenced packets the end of the connection. A
  ///   buffer without a free byte returns 0 and receives nothing: there is no system call.
  /// - Throws: `.connectionReset`, `.wouldBlock`, `.timedOut`, `.notConnected`;
  ///   `.connectionRefused`, which a datagram sent before met with; `.invalidArgument` for
  ///   `.outOfBand` where no urgent byte is announced, without waiting for one.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receive(
    into buffer: inout OutputRawSpan,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int {
    guard !buffer.isFull else { return 0 }
    let free = buffer.freeCapacity
    let count = try perform(.receive, waitingFor: flags.awaitedEvents) { () throws(Errno) in
      try System.recv(descriptor, into: &buffer, flags: flags.rawValue)
    }
    // With `.truncated` the kernel tells the whole length of a message that was cut.
    return min(count, free)
  }

  /// Receives over the bytes of `buffer`, from its start; else as `receive(into:flags:)`.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receive(
    into buffer: inout MutableRawSpan,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int {
    try buffer.withOutputSpan { output throws(SocketError) in
      try receive(into: &output, flags: flags)
    }
  }

  /// Receives at most `count` bytes into a new array; else as `receive(into:flags:)`.
  ///
  /// - Parameters:
  ///   - count: the array is made as large as this at first, so ask for what you mean; 0 or less
  ///     receives nothing, and more than `transferBytesMax` counts as that.
  ///   - flags: how; most receives need none.
  /// - Returns: what was received; empty as 0 there.
  /// - Throws: as there.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receive(
    atMost count: Int,
    flags: MessageFlags = []
  ) throws(SocketError) -> [UInt8] {
    guard count > 0 else { return [] }
    let capacity = min(count, Socket.transferBytesMax)
    return try withNewArray(capacity: capacity) { output throws(SocketError) in
      _ = try receive(into: &output, flags: flags)
    }
  }

  /// Receives a message and tells who sent it: recvfrom(2).
  ///
  /// Waits by the socket's timeout.
  ///
  /// Unlike `receive` it takes a message even where the buffer has no free byte.
  ///
  /// - Parameters:
  ///   - buffer: where to.
  ///   - flags: how; most receives need none.
  /// - Returns: how many bytes were put into the buffer, and the sender: nil on a TCP connection
  ///   and for a Unix sender without an address.
  /// - Throws: as `receive(into:flags:)`.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveFrom(
    into buffer: inout OutputRawSpan,
    flags: MessageFlags = []
  ) throws(SocketError) -> (count: Int, sender: SocketAddress?) {
    try perform(.receive, waitingFor: flags.awaitedEvents) { () throws(Errno) in
      try tryReceiveFrom(into: &buffer, flags: flags)
    }
  }

  /// One recvfrom(2), which waits only where the socket does.
  package func tryReceiveFrom(
    into buffer: inout OutputRawSpan,
    flags: MessageFlags
  ) throws(Errno) -> (count: Int, sender: SocketAddress?) {
    var storage = AddressStorage()
    let free = buffer.freeCapacity
    var count = 0
    try storage.fill { bytes throws(Errno) in
      let received = try System.recvfrom(
        descriptor,
        into: &buffer,
        flags: flags.rawValue,
        from: &bytes
      )
      count = received.count
      return received.addressLength
    }
    return (min(count, free), storage.address)
  }

  /// Receives over the bytes of `buffer`, from its start; else as `receiveFrom(into:flags:)`.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveFrom(
    into buffer: inout MutableRawSpan,
    flags: MessageFlags = []
  ) throws(SocketError) -> (count: Int, sender: SocketAddress?) {
    try buffer.withOutputSpan { output throws(SocketError) in
      try receiveFrom(into: &output, flags: flags)
    }
  }

  /// Receives a message of at most `count` bytes into a new array; else as
  /// `receiveFrom(into:flags:)`.
  ///
  /// - Parameters:
  ///   - count: the array is made as large as this at first; 0 or less takes a message and drops
  ///     its bytes, and more than `transferBytesMax` counts as that.
  ///   - flags: how; most receives need none.
  /// - Returns: what was received, and the sender.
  /// - Throws: as there.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveFrom(
    atMost count: Int,
    flags: MessageFlags = []
  ) throws(SocketError) -> (bytes: [UInt8], sender: SocketAddress?) {
    var sender: SocketAddress?
    let capacity = max(0, min(count, Socket.transferBytesMax))
    let bytes = try withNewArray(capacity: capacity) { output throws(SocketError) in
      sender = try receiveFrom(into: &output, flags: flags).sender
    }
    return (bytes, sender)
  }
}
