public import SocketAddresses

/// What `Socket.accept` returns.
@frozen
public struct AcceptedSocket: ~Copyable, Sendable {
  /// The connection.
  public var socket: Socket
  /// Whose it is; an unnamed Unix address for a peer that has not bound one, nil where the kernel
  /// gives none.
  public var peer: SocketAddress?
}
