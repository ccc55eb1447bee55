internal import AsyncSockets
internal import EventLoops
public import Sockets

/// What the handler of a datagram answers by.
///
/// It is a value that may outlive the handler, as long as the server serves.
public struct DatagramResponder: Sendable {
  /// How long it leaves the socket to another answer that waits for room.
  static let busyPause = Duration.milliseconds(1)

  let socket: AsyncSocket
  let sender: SocketAddress?
  /// Where the answer leaves from; nil leaves it to the socket.
  let source: PacketInformation?
  let patience: Duration
  let drain: DrainFlag

  /// Whether the server has been asked to end: finish what you are at, and return.
  public var isDraining: Bool { drain.isSet }

  /// Sends a datagram to the sender, from the address that it had sent to: sendto(2), sendmsg(2).
  ///
  /// Several answers may be sent, or none. That one was sent does not mean that it arrives.
  ///
  /// - Parameter bytes: what it says; may be empty.
  /// - Throws: `.destinationAddressRequired` where the sender has no address; `.messageTooLong`;
  ///   `.timedOut` where there was no room within `DatagramLimits.answerPatience`;
  ///   `.connectionRefused` and `.noSuchFile` of a Unix sender that has gone; `.cancelled`,
  ///   `.closed`, and what else sendto(2) says. The handler need not catch it.
  public func answer(_ bytes: RawSpan) async throws(SocketError) {
    guard let sender else { throw SocketError(.destinationAddressRequired, operation: .send) }
    let deadline = socket.eventLoop.now.advanced(by: max(.zero, patience))
    while true {
      do throws(SocketError) {
        return try await send(bytes, to: sender, until: deadline)
      } catch {
        guard error.code == .busy else { throw error }
      }
      try await pause(until: deadline, sender)
    }
  }

  /// Sends an array; see `answer(_:)` for spans.
  public func answer(_ bytes: [UInt8]) async throws(SocketError) {
    // SAFETY: all bytes of an array are initialised, and there is no padding between them.
    try unsafe await answer(bytes.span.bytes)
  }

  /// Sends a text as UTF-8; see `answer(_:)` for spans.
  public func answer(_ text: String) async throws(SocketError) {
    try await answer(Array(text.utf8))
  }

  private func send(
    _ bytes: RawSpan,
    to sender: SocketAddress,
    until deadline: Deadline
  ) async throws(SocketError) {
    guard let source else {
      try await socket.send(bytes, to: sender, deadline: deadline)
      return
    }
    let control = [ControlMessage.packetInformation(source)]
    try await socket.sendMessage(bytes, control: control, to: sender, deadline: deadline)
  }

  /// Lets the other answer have its turn.
  private func pause(until deadline: Deadline, _ sender: SocketAddress) async throws(SocketError) {
    let loop = socket.eventLoop
    guard loop.now < deadline else {
      throw SocketError(.timedOut, operation: .send, address: sender)
    }
    do throws(EventLoopError) { try await loop.sleep(for: Self.busyPause) } catch {
      let code: SocketError.Code = error == .cancelled ? .cancelled : .closed
      throw SocketError(code, operation: .send, address: sender)
    }
  }
}

extension PacketInformation {
  /// What makes an answer leave from where the question arrived.
  ///
  /// Without the interface: it would go past the routes of the machine. A question to a group is
  /// answered from whichever address the kernel chooses, but over IPv4, where it tells one.
  var forAnswer: PacketInformation {
    if let localAddress { return PacketInformation(from: .v4(localAddress)) }
    if case .v6(let address) = address, address.isMulticast {
      return PacketInformation(from: .v6(.any))
    }
    return PacketInformation(from: address)
  }
}
