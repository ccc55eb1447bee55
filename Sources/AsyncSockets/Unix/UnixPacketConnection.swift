public import EventLoops
public import Sockets

/// A connection of packets over a Unix socket, on an event loop: `SOCK_SEQPACKET` of unix(7).
///
/// Packets arrive whole and in order. Its calls are those of `SocketCalls`: each sends or receives
/// one packet. A receive of no bytes is the end of the connection, or an empty packet, which the
/// kernel does not tell apart: do not send empty ones.
public final class UnixPacketConnection: SocketHandle, SocketCalls, UsableConnection,
  @unchecked Sendable  // SAFETY: nothing here changes.
{
  /// Whose it is, as accept(2) told: unnamed, mostly; nil for a connection that was not accepted.
  public let peer: SocketAddress?

  /// Takes over a connected socket, which becomes non-blocking: fcntl(2) `O_NONBLOCK`.
  ///
  /// - Parameters:
  ///   - socket: of sequenced packets. Where this throws it is closed.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: `.unusableArgument` for another kind of socket.
  public init(adopting socket: consuming Socket, on loop: EventLoop? = nil) throws(SocketError) {
    guard socket.family == .unix, socket.type == .sequencedPacket else {
      throw SocketError(.unusableArgument, operation: .adopt)
    }
    peer = nil
    try super.init(socket, on: loop)
  }

  init(_ accepted: consuming AcceptedSocket, on loop: EventLoop) {
    peer = accepted.peer
    super.init(core: SocketCore(accepted.socket, on: loop))
  }

  /// Connects to a Unix socket of packets: connect(2); else as `UnixConnection.connect`.
  public static func connect(
    to address: UnixAddress,
    deadline: Deadline = .never,
    on loop: EventLoop? = nil
  ) async throws(SocketError) -> UnixPacketConnection {
    let socket = try Socket(.unix, .sequencedPacket)
    let connection = try UnixPacketConnection(adopting: socket, on: loop)
    try await connection.core.connect(to: SocketAddress(address), until: deadline)
    return connection
  }

  /// Ends the sending half: the peer receives to the end.
  ///
  /// Receiving goes on. shutdown(2) `SHUT_WR`.
  ///
  /// - Throws: `.notConnected` where the connection is gone; `.closed`.
  public func finishWriting() async throws(SocketError) {
    try core.shutdown(.sending)
  }
}
