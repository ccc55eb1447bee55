public import ArgumentParser
public import SocketServers
public import Sockets

/// What every server of the tutorials is told: where to listen, and how long to drain.
public struct ServerOptions: ParsableArguments {
  /// Where to listen.
  @Argument(help: ArgumentHelp("Address or name to listen at.", valueName: "HOST"))
  public var host: String

  /// Port to listen at.
  @Argument(help: ArgumentHelp("Port to listen at; 0 takes a free one.", valueName: "PORT"))
  public var port: UInt16

  /// How long open connections may go on after SIGTERM or SIGINT.
  @Option(
    help: ArgumentHelp(
      "Seconds that open connections may go on after SIGTERM or SIGINT.",
      valueName: "SECONDS"
    )
  )
  public var grace: UInt32 = 10

  /// How long a client may be silent, or not take what it asked for, before its connection is
  /// closed.
  public static let patience = Duration.seconds(3600)

  /// The defaults.
  public init() {}

  /// Refuses what cannot be a host.
  public func validate() throws {
    _ = try Endpoint(usage: host, port: port)
  }

  /// The address to listen at.
  ///
  /// A name that has an IPv4 address gets that one: the tutorials' clients know no other.
  public func address() throws -> SocketAddress {
    let endpoint = try Endpoint(usage: host, port: port)
    let found = try Resolver.addresses(of: endpoint, flags: .passive).map(\.address)
    guard let address = found.first(where: { $0.family == .inet }) ?? found.first else {
      throw SocketError(.unknownName, operation: .resolve, endpoint: endpoint)
    }
    return address
  }

  /// Serves streams until SIGTERM or SIGINT, or until the configuration's last connection.
  ///
  /// - Parameters:
  ///   - address: where to listen; nil is `address()`.
  ///   - configuration: how to serve; its `report` is replaced by lines on standard error.
  ///   - handler: serves one connection; what it throws ends that connection only.
  /// - Throws: what resolving and listening throw.
  public func serve(
    at address: SocketAddress? = nil,
    _ configuration: BlockingServer.Configuration = BlockingServer.Configuration(),
    _ handler: @escaping @Sendable (BlockingConnection) throws -> Void
  ) throws {
    var configuration = configuration
    configuration.report = ServerOptions.log
    let server = try BlockingServer(at: address ?? self.address(), configuration: configuration)
    try server.shutdown.requestOnTermination(grace: .seconds(grace))
    for address in server.localAddresses { announce("tcp", address) }
    try server.serve { connection in
      try connection.socket.setTimeout(Self.patience)
      try handler(connection)
    }
  }

  /// Serves datagrams until SIGTERM or SIGINT.
  public func serveDatagrams(
    _ handler: (BlockingDatagramServer.Datagram, borrowing Socket) throws -> Void
  ) throws {
    let server = try BlockingDatagramServer(at: address(), report: ServerOptions.log)
    try server.shutdown.requestOnTermination(grace: .zero)
    announce("udp", server.localAddress)
    try server.serve(handler)
  }

  func announce(_ protocolName: String, _ address: SocketAddress) {
    // A server whose starter does not listen serves all the same.
    try? StandardOutput.write(line: "listening \(protocolName) \(address)")
  }

  private static func log(_ event: ServerEvent) {
    tell(event) { TutorialProgram.log($0) }
  }

  /// Tells what happens, in one line.
  ///
  /// - Parameters:
  ///   - event: what.
  ///   - line: writes a line.
  static func tell(_ event: ServerEvent, to line: (String) -> Void) {
    func name(_ peer: SocketAddress?) -> String { peer?.description ?? "unnamed" }
    func text(_ error: any Error) -> String { TutorialProgram.text(of: error) }
    switch event {
    case .opened(let id, let peer): line("client \(id): connected from \(name(peer))")
    case .closed(let id, _, nil): line("client \(id): ended")
    case .closed(let id, _, let error?): line("client \(id): failed: \(text(error))")
    case .refused(let peer, let reason): line("refused \(name(peer)): \(reason.rawValue)")
    case .handshakeFailed(let id, _, let error): line("client \(id): failed: \(text(error))")
    case .acceptFailed(let error): line(TutorialProgram.complaint(text(error)))
    case .datagramRefused(let sender, let reason):
      line("refused a datagram from \(name(sender)): \(reason.rawValue)")
    case .datagramFailed(let sender, let error):
      line("datagram from \(name(sender)): \(text(error))")
    case .receiveFailed(let error): line(TutorialProgram.complaint(text(error)))
    }
  }
}
