public import Sockets
internal import Synchronization
internal import SystemCalls

/// A server of streams whose handlers block: one client at a time, or a thread for each.
///
/// Python's `socketserver.TCPServer` and `ThreadingTCPServer`. The handler has the connection for
/// itself, on a thread of its own; when it returns or throws, the connection ends and everything
/// else goes on:
///
///     let server = try BlockingServer(at: .ipv4(.loopback, port: 9999))
///     try server.serve { connection in
///       while case let bytes = try connection.socket.receive(atMost: 1024), !bytes.isEmpty {
///         try connection.socket.sendAll(bytes)
///       }
///     }
///
/// It listens from its making on, so clients may connect before `serve` is called.
public final class BlockingServer: Sendable {
  /// How a server behaves.
  public struct Configuration: Sendable {
    /// How much clients may take.
    public var limits = Limits()
    /// Connections after which the server ends by itself; nil goes on until it is asked to end.
    public var endsAfterConnections: UInt64?
    /// Connections that wait in the kernel's queue: as `Socket.listen`.
    public var backlog = Socket.backlogMax
    /// How long a connection whose handler has returned waits for its client to read to the end and
    /// close, before it is closed.
    ///
    /// A close while the client still sends would reset the connection, and with it lose what the
    /// handler sent last. Zero does not wait.
    public var closingWait = Duration.milliseconds(500)
    /// Which networks are served; all by default.
    public var rules = NetworkRules.everyone
    /// Whether to serve a client, by its address; one that is not is closed unheard.
    ///
    /// As for `rules`.
    ///
    /// Called on the thread of `serve`: it must not block.
    public var admits: @Sendable (SocketAddress?) -> Bool = { _ in true }
    /// Is told what happens, on the thread where it happens; it must be quick.
    public var report: @Sendable (ServerEvent) -> Void = { _ in }

    /// The defaults.
    public init() {}
  }

  /// What the server ends by.
  public let shutdown: ShutdownRequest
  /// Where it listens, with the real ports.
  public let localAddresses: [SocketAddress]

  let configuration: Configuration
  let roster: ConnectionRoster
  let admission: Admission
  let listeners: Mutex<[SharedSocket]>

  /// Listens at each of `addresses`.
  ///
  /// - Parameters:
  ///   - addresses: at least one; port 0 lets the kernel choose. `[::]` takes IPv4 too.
  ///   - configuration: how it behaves.
  ///   - shutdown: a request that is shared with other servers; nil makes one for this server
  ///     alone.
  /// - Throws: as `Socket.createServer`; nothing stays open.
  public init(
    at addresses: [SocketAddress],
    configuration: Configuration = Configuration(),
    shutdown: ShutdownRequest? = nil
  ) throws(SocketError) {
    var listeners: [SharedSocket] = []
    var localAddresses: [SocketAddress] = []
    for address in addresses {
      let listener = try Self.listener(at: address, configuration.backlog)
      localAddresses.append(try listener.socket.localAddress)
      listeners.append(listener)
    }
    self.configuration = configuration
    self.localAddresses = localAddresses
    self.listeners = Mutex(listeners)
    self.shutdown = if let shutdown { shutdown } else { try ShutdownRequest() }
    admission = Self.admission(configuration.limits)
    roster = try ConnectionRoster()
  }

  /// Listens at one address; else as `init(at:configuration:shutdown:)` for several.
  public convenience init(
    at address: SocketAddress,
    configuration: Configuration = Configuration(),
    shutdown: ShutdownRequest? = nil
  ) throws(SocketError) {
    try self.init(at: [address], configuration: configuration, shutdown: shutdown)
  }

  /// Asks the server to end, from anywhere, and returns at once: `shutdown.request(grace:)`.
  public func requestShutdown(grace: Duration = ShutdownRequest.defaultGrace) {
    shutdown.request(grace: grace)
  }

  /// Serves until the server is asked to end, and waits for its handlers.
  ///
  /// When asked, it stops listening, lets open connections go on for the grace period, closes those
  /// that are left, and returns when their handlers have. A handler that does not return even then
  /// is left behind on its thread a second later. It serves once: a second call returns at once.
  ///
  /// - Parameter handler: has the connection until it returns. What it throws is reported and costs
  ///   this connection only.
  /// - Returns: how it ended.
  /// - Throws: only what makes waiting for connections impossible, which no client can bring about.
  @available(*, noasync, message: "blocks")
  @discardableResult
  public func serve(
    _ handler: @escaping @Sendable (BlockingConnection) throws -> Void
  ) throws(SocketError) -> ShutdownReport {
    try acceptConnections(handler)
    listeners.withLock { $0 = [] }
    return try drain()
  }

  private static func listener(
    at address: SocketAddress,
    _ backlog: Int
  ) throws(SocketError) -> SharedSocket {
    let isWildcard = address.ip == .v6(.any)
    let socket = try Socket.createServer(at: address, backlog: backlog, dualStack: isWildcard)
    // A client that has gone between poll(2) and accept(2) must not make accepting wait.
    try socket.setTimeout(.zero)
    return SharedSocket(socket)
  }
}
