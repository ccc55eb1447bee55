/// What `ActivatedSockets.takeNext` returns.
@frozen
public struct ActivatedSocket: ~Copyable, Sendable {
  /// What the service manager calls it: `FileDescriptorName=` of systemd.socket(5), by default the
  /// name of the unit; `unknown` where it gives no names.
  public var name: String
  /// The socket, bound already, and listening if it is of that kind.
  public var socket: Socket
}
