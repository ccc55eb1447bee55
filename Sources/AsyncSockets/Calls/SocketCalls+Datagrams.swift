package import EventLoops
package import Sockets
internal import SystemCalls

/// A datagram as a server wants it.
package struct IncomingDatagram: Sendable {
  /// What it says, in an array that is no longer.
  package var bytes: [UInt8]
  /// Whether it was longer than allowed, and `bytes` is only its start.
  package var isCut: Bool
  /// Who sent it; nil for a Unix sender without an address.
  package var sender: SocketAddress?
  /// Where it arrived; nil unless the socket's option asks for it.
  package var information: PacketInformation?
}

extension SocketCalls {
  /// The longest datagram that `receiveDatagram` receives, in bytes: the longest that IP carries.
  package static var datagramBytesMax: Int { EventLoop.bufferBytes - 1 }

  /// Receives a datagram: recvfrom(2), or recvmsg(2) where control messages are wanted.
  ///
  /// The loop lends the memory for the time of the call, so that one which waits owns none, and an
  /// array is made for what has come.
  ///
  /// - Parameters:
  ///   - count: the longest that is wanted, in bytes, from 0 to `datagramBytesMax`.
  ///   - tellsDestination: whether to look for where it arrived, which takes another microsecond;
  ///     the socket's option must be set.
  ///   - deadline: when it gives up.
  /// - Returns: the datagram.
  /// - Throws: as `receive`.
  package func receiveDatagram(
    atMost count: Int,
    tellsDestination: Bool = false,
    deadline: Deadline = .never
  ) async throws(SocketError) -> IncomingDatagram {
    let count = min(max(0, count), Self.datagramBytesMax)
    return try await core.perform(.receive, .reading, until: deadline) { socket throws(Errno) in
      // SAFETY: this is the loop's thread. The room is nobody else's until it is given back, after
      // the last use of the span over it; a byte more than wanted shows what was cut.
      let buffer = unsafe core.loop.takeBuffer()
      defer { unsafe core.loop.giveBackBuffer(buffer.baseAddress) }
      let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[...count])
      var output = unsafe OutputRawSpan(buffer: room, initializedCount: 0)
      var incoming = IncomingDatagram(bytes: [], isCut: false)
      if tellsDestination {
        var control = ControlBuffer(capacity: DatagramControl.bytes)
        let message = try socket.tryReceiveMessage(into: &output, control: &control, flags: [])
        incoming.sender = message.sender
        incoming.information = control.messages.lazy.compactMap(\.packetInformation).first
      } else {
        incoming.sender = try socket.tryReceiveFrom(into: &output, flags: []).sender
      }
      incoming.isCut = output.byteCount > count
      incoming.bytes = output.bytes.extracting(first: count).array
      return incoming
    }
  }
}

/// The control messages of a datagram that is received with where it arrived.
private enum DatagramControl {
  /// Room for `struct in6_pktinfo`, the longer one, and some that other options may have asked for.
  static let bytes = 128
}
