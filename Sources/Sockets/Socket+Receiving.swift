internal import CPlatform
public import SocketAddresses
internal import SystemCalls

extension Socket {
  /// Receives into the free part of `buffer`: recv(2).
  ///
  /// Waits by the socket's timeout.
  ///
  /// A stream gives what has arrived, at least a byte. A message that does not fit is cut.
  ///
  /// - Returns: how many bytes were put into the buffer. 0 on a stream is its end; on a socket of
  ///   messages it is an empty message. A buffer without a free byte returns 0 and receives nothing:
  ///   there is no system call.
  /// - Throws: `.connectionReset`, `.wouldBlock`, `.timedOut`, `.notConnected`.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receive(
    into buffer: inout OutputRawSpan,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int {
    guard !buffer.isFull else { return 0 }
    let free = buffer.freeCapacity
    let count = try perform(.receive, waitingFor: readable) { () throws(Errno) in
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
  /// - Parameter count: the array is made as large as this at first, so ask for what you mean; 0 or
  ///   less receives nothing.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receive(
    atMost count: Int,
    flags: MessageFlags = []
  ) throws(SocketError) -> [UInt8] {
    guard count > 0 else { return [] }
    return try withNewArray(capacity: count) { output throws(SocketError) in
      _ = try receive(into: &output, flags: flags)
    }
  }

  /// Receives a message and tells who sent it: recvfrom(2).
  ///
  /// Waits by the socket's timeout.
  ///
  /// Unlike `receive` it takes a message even where the buffer has no free byte.
  ///
  /// - Returns: how many bytes were put into the buffer, and the sender: nil on a connected stream and
  ///   for a Unix sender without an address.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveFrom(
    into buffer: inout OutputRawSpan,
    flags: MessageFlags = []
  ) throws(SocketError) -> (count: Int, sender: SocketAddress?) {
    var storage = AddressStorage()
    let free = buffer.freeCapacity
    let count = try perform(.receive, waitingFor: readable) { () throws(Errno) in
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
      return count
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
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveFrom(
    atMost count: Int,
    flags: MessageFlags = []
  ) throws(SocketError) -> (bytes: [UInt8], sender: SocketAddress?) {
    var sender: SocketAddress?
    let bytes = try withNewArray(capacity: max(0, count)) { output throws(SocketError) in
      sender = try receiveFrom(into: &output, flags: flags).sender
    }
    return (bytes, sender)
  }
}
