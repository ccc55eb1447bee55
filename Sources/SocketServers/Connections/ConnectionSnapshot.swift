public import AsyncSockets

/// What a server tells of one of its connections.
public struct ConnectionSnapshot: Sendable {
  /// Its number.
  public var id: ConnectionID
  /// Whose it is; see `ServerConnection.peer`.
  ///
  /// Before the PROXY header has come, the proxy's.
  public var peer: SocketAddress?
  /// Whether its handler has it; else it is in its handshake.
  public var isServed: Bool
}
