public import EventLoops
public import Sockets

extension SocketCalls {
  /// Sends `bytes` and open descriptors over a Unix socket: Python's `send_fds`.
  ///
  /// - Parameters:
  ///   - descriptors: numbers of descriptors that stay the caller's; the peer gets copies. At most
  ///     `ControlMessage.descriptorsMax`.
  ///   - bytes: at least one on a stream, which carries descriptors only along with bytes.
  ///   - address: where to; nil on a connected socket.
  ///   - flags: as for `send`.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes the kernel took; the descriptors have gone with the first.
  /// - Throws: as `sendMessage`.
  @discardableResult
  public func sendDescriptors(
    _ descriptors: [Int32],
    with bytes: [UInt8],
    to address: SocketAddress? = nil,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    try await sendMessage(
      bytes,
      control: [.descriptors(descriptors)],
      to: address,
      flags: flags,
      deadline: deadline
    )
  }

  /// Receives bytes and descriptors over a Unix socket: Python's `recv_fds`.
  ///
  /// - Parameters:
  ///   - descriptorCount: the most descriptors to receive; the kernel closes the copies of the
  ///     rest.
  ///   - count: the most bytes to receive.
  ///   - flags: as for `receive`.
  ///   - deadline: when it gives up.
  /// - Returns: the bytes, and the owner of the descriptors, which are all close-on-exec.
  /// - Throws: as `receive`.
  public func receiveDescriptors(
    atMost descriptorCount: Int,
    bytes count: Int,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> ReceivedDescriptors {
    var control = ControlBuffer(descriptorCount: descriptorCount)
    let (bytes, message) = try await receiveMessage(
      atMost: count,
      control: &control,
      flags: flags,
      deadline: deadline
    )
    return ReceivedDescriptors(bytes, control, message)
  }
}
