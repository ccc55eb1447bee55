public import AsyncSockets
public import EventLoops
internal import Synchronization

/// A server of streams for tasks: one for each connection, on the connection's event loop.
///
/// Python's `socketserver.ThreadingTCPServer`, for tens of thousands of clients: it limits what
/// they take, survives what they do, and ends in an orderly way. TCP and Unix sockets, each with
/// TLS or another upgrade if it is asked for.
///
///     let server = try Server(at: .ipv4(.loopback, port: 9999))
///     try await server.serve { connection in
///       while case let bytes = try await connection.read(atMost: 1024), !bytes.isEmpty {
///         try await connection.write(bytes)
///       }
///     }
///
/// It listens from its making on, so clients may connect before `serve` is called.
public final class Server: Sendable {
  /// What the server ends by.
  public let shutdown: ShutdownRequest
  /// Where it listens, with the real ports: an address for each listener.
  public let localAddresses: [SocketAddress]

  let state: ServerState
  let loops: EventLoopGroup
  let listeners: [BoundListener]
  private let hasBegun = Atomic(false)

  /// Listens.
  ///
  /// - Parameters:
  ///   - listeners: where, at least one.
  ///   - configuration: how it behaves.
  ///   - loops: serve; by default those of the process, one for each core. They must live as long
  ///     as the server.
  ///   - shutdown: a request that is shared with other servers; nil makes one for this server
  ///     alone.
  /// - Throws: as `Socket.bind` and `Socket.listen`, with the address; nothing stays open.
  public convenience init(
    listening listeners: [ServerListener],
    configuration: Configuration = Configuration(),
    loops: EventLoopGroup = .shared,
    shutdown: ShutdownRequest? = nil
  ) throws(SocketError) {
    var bound: [BoundListener] = []
    for listener in listeners { bound.append(try BoundListener(listener, on: loops.loops)) }
    try self.init(bound: bound, configuration: configuration, loops: loops, shutdown: shutdown)
  }

  /// Serves what is bound already, to loops of the same group; else as above.
  package init(
    bound listeners: [BoundListener],
    configuration: Configuration,
    loops: EventLoopGroup,
    shutdown: ShutdownRequest?
  ) throws(SocketError) {
    self.listeners = listeners
    self.loops = loops
    localAddresses = listeners.map(\.address)
    self.shutdown = if let shutdown { shutdown } else { try ShutdownRequest() }
    state = ServerState(configuration, at: loops.loops[0].now)
  }

  /// Listens at one address; else as `init(listening:configuration:loops:shutdown:)`.
  public convenience init(
    at address: SocketAddress,
    configuration: Configuration = Configuration(),
    loops: EventLoopGroup = .shared,
    shutdown: ShutdownRequest? = nil
  ) throws(SocketError) {
    try self.init(
      listening: [ServerListener(at: address)],
      configuration: configuration,
      loops: loops,
      shutdown: shutdown
    )
  }

  deinit {
    // Sockets close with their last owner; a server that never served leaves no file behind either.
    for listener in listeners { listener.file?.remove() }
  }

  /// Asks the server to end, from anywhere, and returns at once: `shutdown.request(grace:)`.
  public func requestShutdown(grace: Duration = ShutdownRequest.defaultGrace) {
    shutdown.request(grace: grace)
  }

  /// The connections that are open now, in the order in which they came.
  public var connections: [ConnectionSnapshot] { state.connections.snapshots }

  /// Whether this is the first call.
  func begin() -> Bool {
    !hasBegun.exchange(true, ordering: .relaxed)
  }
}
