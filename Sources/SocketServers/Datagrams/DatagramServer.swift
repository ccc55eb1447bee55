public import EventLoops
public import Logging
public import SocketAddresses
public import Sockets
internal import Synchronization
internal import SystemCalls

/// A server of datagrams for tasks: UDP, and Unix datagrams.
///
/// Python's `socketserver.UDPServer`, on event loops: it limits who is heard and how often,
/// survives what its handler does, and ends in an orderly way. It is the twin of
/// `BlockingDatagramServer`.
///
///     let server = try DatagramServer(at: .ipv4(.loopback, port: 9999))
///     try await server.serve { datagram, responder in
///       try await responder.answer(datagram.bytes)
///     }
///
/// It receives from its making on, so datagrams may come before `serve` is called.
public final class DatagramServer: Sendable {
  /// How a server behaves.
  public struct Configuration: Sendable {
    /// How much is taken.
    public var limits = DatagramLimits()
    /// Which networks are heard; all by default.
    public var rules = NetworkRules.everyone
    /// Is told what fails, on the loop where it happens; it must be quick.
    ///
    /// Datagrams that are
    /// dropped are told of once a second at most: `DatagramServer.counts` has them all.
    public var report: @Sendable (ServerEvent) -> Void = { _ in }
    /// Is told what fails, too, as `ServerEvent.log(to:)` says; nil logs nothing.
    public var logger: Logger?
    /// Counts what happens; nil counts nothing.
    public var metrics: ServerMetrics?

    /// The defaults.
    public init() {}
  }

  /// What the server ends by.
  public let shutdown: ShutdownRequest
  /// Where it receives, with the real ports: in the order of the addresses.
  public let localAddresses: [SocketAddress]

  let configuration: Configuration
  let loops: EventLoopGroup
  let addresses: [BoundDatagrams]
  let admission: DatagramAdmission
  let counters = DatagramCounters()
  let drain = DrainFlag()
  private let hasBegun = Atomic(false)

  /// Receives at each of `addresses`.
  ///
  /// A port is received at once on each loop, by `SO_REUSEPORT`: all datagrams of a sender reach
  /// the same. A port that somebody has already cannot be joined.
  ///
  /// A file that a dead server has left at the path of a Unix socket is removed before, and the
  /// server's own when it ends.
  ///
  /// - Parameters:
  ///   - addresses: at least one, of IPv4, IPv6 or Unix; port 0 takes a free one. `[::]` takes IPv4
  ///     too. At a wildcard answers leave from the address that was asked, which makes each
  ///     datagram dearer by a microsecond or two.
  ///   - configuration: how it behaves.
  ///   - loops: serve; by default those of the process, one for each core. They must live as long
  ///     as the server.
  ///   - shutdown: a request that is shared with other servers; nil makes one for this server
  ///     alone.
  /// - Throws: as `Socket.bind`, with the address; nothing stays open.
  public convenience init(
    at addresses: [SocketAddress],
    configuration: Configuration = Configuration(),
    loops: EventLoopGroup = .shared,
    shutdown: ShutdownRequest? = nil
  ) throws(SocketError) {
    var bound: [BoundDatagrams] = []
    for address in addresses { bound.append(try BoundDatagrams(at: address, on: loops.loops)) }
    try self.init(bound, configuration, loops, shutdown)
  }

  /// Receives at one of the addresses that an endpoint stands for.
  package convenience init(
    at binding: IPBinding,
    configuration: Configuration,
    loops: EventLoopGroup,
    shutdown: ShutdownRequest?
  ) throws(SocketError) {
    let bound = try BoundDatagrams(binding, on: loops.loops)
    try self.init([bound], configuration, loops, shutdown)
  }

  private init(
    _ bound: [BoundDatagrams],
    _ configuration: Configuration,
    _ loops: EventLoopGroup,
    _ shutdown: ShutdownRequest?
  ) throws(SocketError) {
    addresses = bound
    self.configuration = configuration
    self.loops = loops
    localAddresses = bound.map(\.address)
    self.shutdown = if let shutdown { shutdown } else { try ShutdownRequest() }
    admission = DatagramAdmission(
      configuration.rules,
      configuration.limits,
      at: MonotonicClock.nanoseconds
    )
  }

  /// Receives at one address; else as `init(at:configuration:loops:shutdown:)` for several.
  public convenience init(
    at address: SocketAddress,
    configuration: Configuration = Configuration(),
    loops: EventLoopGroup = .shared,
    shutdown: ShutdownRequest? = nil
  ) throws(SocketError) {
    try self.init(at: [address], configuration: configuration, loops: loops, shutdown: shutdown)
  }

  deinit {
    // Sockets close with their last owner; a server that never served leaves no file behind either.
    for address in addresses { address.file?.remove() }
  }

  /// What the server has done so far.
  public var counts: DatagramCounts { counters.current }

  /// Asks the server to end, from anywhere, and returns at once: `shutdown.request(grace:)`.
  public func requestShutdown(grace: Duration = ShutdownRequest.defaultGrace) {
    shutdown.request(grace: grace)
  }

  /// Tells everybody who wants to know.
  func report(_ event: ServerEvent) {
    configuration.report(event)
    if let logger = configuration.logger { event.log(to: logger) }
    configuration.metrics?.count(event)
  }

  /// Whether this is the first call.
  func begin() -> Bool {
    !hasBegun.exchange(true, ordering: .relaxed)
  }
}
