public import EventLoops
public import Sockets

// SAFETY: nothing is added to what the base class has.
/// A TCP socket that takes connections, on an event loop.
///
///     let listener = try TCPListener(at: .ipv4(.loopback, port: 7))
///     try await listener.serve { connection in
///       while try await connection.withReceivedBytes(connection.write) != nil {}
///     }
public final class TCPListener: SocketHandle, ConnectionListener, @unchecked Sendable {
  /// Listens at `address`: Python's `create_server`.
  ///
  /// `SO_REUSEADDR` is set, and `TCP_NODELAY`, which connections inherit.
  ///
  /// - Parameters:
  ///   - address: port 0 takes a free one, which `localAddress` tells.
  ///   - backlog: connections that wait in the kernel's queue; as `Socket.listen`.
  ///   - reusePort: lets other listeners share the port, `SO_REUSEPORT`.
  ///   - dualStack: for an IPv6 address: take IPv4 connections too.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: as `Socket.createServer`; nothing stays open.
  public init(
    at address: SocketAddress,
    backlog: Int = Socket.backlogMax,
    reusePort: Bool = false,
    dualStack: Bool = false,
    on loop: EventLoop? = nil
  ) throws(SocketError) {
    let socket = try Socket.createServer(
      at: address,
      backlog: backlog,
      reusePort: reusePort,
      dualStack: dualStack
    )
    try socket.set(.noDelay, to: true)
    try super.init(socket, on: loop)
  }

  /// Takes over a listening socket, such as one of systemd's, which becomes non-blocking.
  ///
  /// - Parameters:
  ///   - socket: listens already. Where this throws it is closed.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: `.unusableArgument` for a socket that is no stream.
  public init(adopting socket: consuming Socket, on loop: EventLoop? = nil) throws(SocketError) {
    guard socket.type.isStream else {
      throw SocketError(.unusableArgument, operation: .adopt)
    }
    try super.init(socket, on: loop)
  }

  /// Takes the next connection: accept4(2) with `SOCK_CLOEXEC` and `SOCK_NONBLOCK`.
  ///
  /// - Parameters:
  ///   - loop: where the connection lives; nil is the listener's.
  ///   - deadline: when it gives up.
  /// - Returns: the connection. Where this throws, none was taken.
  /// - Throws: `.timedOut`, `.cancelled`, `.closed`, `.busy`. After `.connectionAborted` (the peer
  ///   had gone again), `.tooManyOpenFiles`, `.tooManyOpenFilesInSystem` and errors of the network
  ///   that waited on the new connection, the listener is as good as before.
  public func accept(
    onto loop: EventLoop? = nil,
    deadline: Deadline = .never
  ) async throws(SocketError) -> TCPConnection {
    TCPConnection(try await core.accept(until: deadline), on: loop ?? eventLoop)
  }

  /// Takes connections, and serves each in a child task on its loop; see
  /// `ConnectionListener.serve`.
  public func serve(
    onto loops: [EventLoop] = [],
    onError: @escaping @Sendable (any Error) -> Void = { _ in },
    _ handler: nonisolated(nonsending) @escaping @Sendable (TCPConnection) async throws -> Void
  ) async throws(SocketError) {
    try await serveEach(onto: loops, onError: onError, handler)
  }
}
