public import SocketAddresses

extension Socket {
  /// Sends `bytes` and open descriptors over a Unix socket: Python's `send_fds`.
  ///
  /// Waits by the socket's timeout.
  ///
  /// - Parameters:
  ///   - descriptors: numbers of descriptors that stay the caller's; the peer gets copies. At most
  ///     `ControlMessage.descriptorsMax`.
  ///   - bytes: at least one on a stream, which carries descriptors only along with bytes.
  ///   - address: where to; nil on a connected socket.
  ///   - flags: as for `send`.
  /// - Returns: how many bytes the kernel took; the descriptors have gone with the first.
  /// - Throws: as `sendMessage`.
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func sendDescriptors(
    _ descriptors: [Int32],
    with bytes: RawSpan,
    to address: SocketAddress? = nil,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int {
    try sendMessage(bytes, control: [.descriptors(descriptors)], to: address, flags: flags)
  }

  /// Sends an array and open descriptors; see `sendDescriptors(_:with:to:flags:)` for spans.
  ///
  /// - Parameters:
  ///   - descriptors: numbers of descriptors that stay the caller's; the peer gets copies.
  ///   - bytes: at least one on a stream.
  ///   - address: where to; nil on a connected socket.
  ///   - flags: as for `send`.
  /// - Returns: how many bytes the kernel took; the descriptors have gone with the first.
  /// - Throws: as `sendMessage`.
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func sendDescriptors(
    _ descriptors: [Int32],
    with bytes: [UInt8],
    to address: SocketAddress? = nil,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int {
    try sendMessage(bytes, control: [.descriptors(descriptors)], to: address, flags: flags)
  }

  /// Receives bytes and descriptors over a Unix socket: Python's `recv_fds`.
  ///
  /// Waits by the socket's timeout.
  ///
  /// - Parameters:
  ///   - descriptorCount: the most descriptors to receive; the kernel closes the copies of the
  ///     rest. With the option `.passesCredentials` on, use `receiveMessage` with room for those as
  ///     well.
  ///   - count: the most bytes to receive; the array is made as large as this at first.
  ///   - flags: as for `receive`.
  /// - Returns: the bytes, and the owner of the descriptors, which are all close-on-exec.
  /// - Throws: as `receive`.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveDescriptors(
    atMost descriptorCount: Int,
    bytes count: Int,
    flags: MessageFlags = []
  ) throws(SocketError) -> ReceivedDescriptors {
    var control = ControlBuffer(descriptorCount: descriptorCount)
    let (bytes, message) = try receiveMessage(atMost: count, control: &control, flags: flags)
    return ReceivedDescriptors(bytes, control, message)
  }
}

/// What `receiveDescriptors` returns.
@frozen
public struct ReceivedDescriptors: ~Copyable, Sendable {
  /// The bytes.
  public var bytes: [UInt8]
  /// The descriptors, to be taken from here.
  public var control: ControlBuffer
  /// `.controlTruncated` where descriptors were lost, `.truncated` where bytes of a message were.
  public var flags: MessageFlags
  /// Who sent it; nil on a connected stream and for a sender without an address.
  public var sender: SocketAddress?

  package init(_ bytes: [UInt8], _ control: consuming ControlBuffer, _ message: ReceivedMessage) {
    self.bytes = bytes
    self.control = control
    flags = message.flags
    sender = message.sender
  }
}
