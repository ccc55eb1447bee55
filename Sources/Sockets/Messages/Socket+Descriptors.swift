extension Socket {
  /// Sends `bytes` and open descriptors over a Unix socket: Python's `send_fds`.
  ///
  /// - Parameters:
  ///   - bytes: at least one on a stream, which carries descriptors only along with bytes.
  ///   - descriptors: numbers of descriptors that stay the caller's; the peer gets copies.
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func sendDescriptors(
    _ descriptors: [Int32],
    with bytes: RawSpan
  ) throws(SocketError) -> Int {
    try sendMessage(bytes, control: [.descriptors(descriptors)])
  }

  /// Receives bytes and descriptors over a Unix socket: Python's `recv_fds`.
  ///
  /// - Returns: at most `count` bytes and the owner of at most `descriptorCount` descriptors, all
  ///   close-on-exec.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveDescriptors(
    atMost descriptorCount: Int,
    bytes count: Int
  ) throws(SocketError) -> ReceivedDescriptors {
    var control = ControlBuffer(descriptorCount: descriptorCount)
    var message: ReceivedMessage?
    let bytes = try withNewArray(capacity: max(0, count)) { output throws(SocketError) in
      message = try receiveMessage(into: &output, control: &control)
    }
    return ReceivedDescriptors(
      bytes: bytes,
      control: control,
      flags: message?.flags ?? []
    )
  }
}

/// What `receiveDescriptors` returns.
@frozen
public struct ReceivedDescriptors: ~Copyable, Sendable {
  /// The bytes.
  public var bytes: [UInt8]
  /// The descriptors, to be taken from here.
  public var control: ControlBuffer
  /// `.controlTruncated` where descriptors were lost.
  public var flags: MessageFlags
}
