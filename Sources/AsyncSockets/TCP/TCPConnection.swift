public import EventLoops
public import Sockets

// SAFETY: nothing is added to what the base class has.
/// A TCP connection on an event loop: `SOCK_STREAM` of IPv4 or IPv6, tcp(7).
///
///     let connection = try await TCPConnection.connect(to: Endpoint(host: "localhost", port: 7))
///     try await connection.write("hello")
///     let answer = try await connection.read(atMost: 1024)
///     await connection.close()
///
/// Nagle's delay is off (`TCP_NODELAY`), so that what is written is sent at once; who writes many
/// small pieces collects them.
public final class TCPConnection: StreamConnection, UsableConnection, @unchecked Sendable {
  /// Takes over a connected socket, which becomes non-blocking: fcntl(2) `O_NONBLOCK`.
  ///
  /// Its options stay as they are.
  ///
  /// - Parameters:
  ///   - socket: a stream. Where this throws it is closed.
  ///   - loop: where it is used from now on; nil is the current loop, or one of the shared ones.
  /// - Throws: `.unusableArgument` for a socket that is no stream.
  public init(adopting socket: consuming Socket, on loop: EventLoop? = nil) throws(SocketError) {
    guard socket.type.isStream else {
      throw SocketError(.unusableArgument, operation: .adopt)
    }
    try super.init(socket, on: loop)
  }

  /// Acknowledges at once, `TCP_QUICKACK`, while a handshake is going on.
  ///
  /// The kernel delays acknowledgements by up to 40 ms in the hope of data to send along, which a
  /// peer may wait for in the middle of a handshake. The kernel ends this by itself after a while.
  public override func expectHandshake(_ isExpected: Bool) {
    // It is a hint: where it cannot be given, all goes on as without.
    try? set(.quickAcknowledgement, to: isExpected)
  }

  override init(_ accepted: consuming AcceptedSocket, on loop: EventLoop) {
    super.init(accepted, on: loop)
  }
}
