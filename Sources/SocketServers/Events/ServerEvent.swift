public import Sockets

/// What a server tells while it runs.
public enum ServerEvent: Sendable {
  /// A connection was accepted and has come to its handler.
  case opened(ConnectionID, peer: SocketAddress?)
  /// A handler has ended; `error` is what it threw.
  case closed(ConnectionID, peer: SocketAddress?, error: (any Error)?)
  /// A connection was closed unheard.
  case refused(peer: SocketAddress?, RefusalReason)
  /// A connection did not come to its handler: its PROXY header or the handshake of its upgrade
  /// failed, or took too long.
  case handshakeFailed(ConnectionID, peer: SocketAddress?, error: any Error)
  /// Accepting failed. The server goes on, after a pause where the system is short of something.
  case acceptFailed(SocketError)
  /// A datagram was dropped unheard. Told once a second at most: `DatagramServer.counts` has all.
  case datagramRefused(sender: SocketAddress?, DatagramRefusal)
  /// A datagram handler threw.
  case datagramFailed(sender: SocketAddress?, error: any Error)
  /// Receiving a datagram failed. The server goes on.
  case receiveFailed(SocketError)
}
