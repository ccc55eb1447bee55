/// A socket with several owners, such as the reader and the writer of one connection.
///
/// It closes when the last owner lets go: a stream made from it keeps it open, as Python's `makefile`
/// does. Any thread may use it at the same time as others.
public final class SharedSocket: Sendable {
  /// The socket.
  public let socket: Socket

  /// Takes over a socket.
  public init(_ socket: consuming Socket) {
    self.socket = socket
  }
}
