public import Sockets

/// What a server tells while it runs.
public enum ServerEvent: Sendable {
  /// A connection was accepted and goes to its handler.
  case opened(ConnectionID, peer: SocketAddress?)
  /// A handler has ended; `error` is what it threw.
  case closed(ConnectionID, peer: SocketAddress?, error: (any Error)?)
  /// A connection was closed unheard, because the configuration's `admits` said no.
  case refused(peer: SocketAddress?)
  /// Accepting failed. The server goes on, after a pause where the system is short of something.
  case acceptFailed(SocketError)
  /// A datagram handler threw.
  case datagramFailed(sender: SocketAddress?, error: any Error)
  /// Receiving a datagram failed. The server goes on.
  case receiveFailed(SocketError)
}

/// A connection's number: from 1, never twice in a server's life.
public struct ConnectionID: Hashable, Sendable, CustomStringConvertible {
  let number: UInt64

  /// The number in decimal.
  public var description: String { String(number) }
}
