public import EventLoops
public import Sockets

// SAFETY: nothing is added to what the base class has.
/// A Unix socket that takes connections of packets, on an event loop: `SOCK_SEQPACKET`.
public final class UnixPacketListener: SocketHandle, ConnectionListener, @unchecked Sendable {
  /// Listens at `address`; as `UnixListener.init`.
  public init(
    at address: UnixAddress,
    backlog: Int = Socket.backlogMax,
    on loop: EventLoop? = nil
  ) throws(SocketError) {
    try super.init(
      Socket.createServer(at: SocketAddress(address), type: .sequencedPacket, backlog: backlog),
      on: loop
    )
  }

  /// Takes over a listening socket, such as one of systemd's, which becomes non-blocking.
  ///
  /// - Parameters:
  ///   - socket: listens already. Where this throws it is closed.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: `.unusableArgument` for another kind of socket.
  public init(adopting socket: consuming Socket, on loop: EventLoop? = nil) throws(SocketError) {
    guard socket.family == .unix, socket.type == .sequencedPacket else {
      throw SocketError(.unusableArgument, operation: .adopt)
    }
    try super.init(socket, on: loop)
  }

  /// Takes the next connection: accept4(2); else as `TCPListener.accept`.
  public func accept(
    onto loop: EventLoop? = nil,
    deadline: Deadline = .never
  ) async throws(SocketError) -> UnixPacketConnection {
    UnixPacketConnection(try await core.accept(until: deadline), on: loop ?? eventLoop)
  }

  /// Takes connections, and serves each in a child task on its loop; see
  /// `ConnectionListener.serve`.
  public func serve(
    onto loops: [EventLoop] = [],
    onError: @escaping @Sendable (any Error) -> Void = { _ in },
    _ handler:
      nonisolated(nonsending) @escaping @Sendable (UnixPacketConnection) async throws -> Void
  ) async throws(SocketError) {
    try await serveEach(onto: loops, onError: onError, handler)
  }
}
