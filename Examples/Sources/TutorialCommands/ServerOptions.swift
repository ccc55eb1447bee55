public import ArgumentParser
public import SocketServers
public import Sockets

/// What every server of the tutorials is told: where to listen, and how long to drain.
public struct ServerOptions: ParsableArguments {
  /// Where to listen.
  @Argument(help: "Address or name to listen at.")
  public var host: String

  /// Port to listen at.
  @Argument(help: "Port to listen at; 0 takes a free one.")
  public var port: UInt16

  /// How long open connections may go on after SIGTERM or SIGINT.
  @Option(help: "Seconds that open connections may go on after SIGTERM or SIGINT.")
  public var grace: UInt32 = 10

  /// How long a client may be silent, or not take what it asked for, before its connection is closed.
  public static let patience = Duration.seconds(3600)

  /// The defaults.
  public init() {}

  /// The address to listen at.
  public func address() throws -> SocketAddress {
    let endpoint = try Endpoint(host: host, port: port)
    guard let found = try Resolver.addresses(of: endpoint).first else {
      throw SocketError(.unknownName, operation: .resolve, endpoint: endpoint)
    }
    return found.address
  }

  /// Serves streams until SIGTERM or SIGINT, or until the configuration's last connection.
  public func serve(
    _ configuration: BlockingServer.Configuration = BlockingServer.Configuration(),
    _ handler: @escaping @Sendable (BlockingConnection) throws -> Void
  ) throws {
    var configuration = configuration
    configuration.report = ServerOptions.log
    let server = try BlockingServer(at: address(), configuration: configuration)
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

  /// Refuses an address that others can reach, unless the user said that they may.
  ///
  /// For servers that run what they are told.
  public func requireLoopback(unless isExposed: Bool) throws {
    let address = try address()
    guard !isExposed, address.ip?.canonical.isLoopback != true else { return }
    throw ValidationError(
      """
      refusing to listen at \(address): WHOEVER CAN CONNECT RUNS COMMANDS AS YOU, \
      without a password. Listen at 127.0.0.1, or say --expose.
      """
    )
  }

  private func announce(_ protocolName: String, _ address: SocketAddress) {
    TutorialProgram.output("listening \(protocolName) \(address)")
  }

  private static func log(_ event: ServerEvent) {
    func line(_ words: String) { TutorialProgram.log(words) }
    func name(_ peer: SocketAddress?) -> String { peer?.description ?? "unnamed" }
    switch event {
    case .opened(let id, let peer): line("client \(id): connected from \(name(peer))")
    case .closed(let id, _, nil): line("client \(id): ended")
    case .closed(let id, _, let error?):
      line("client \(id): failed: \(TutorialProgram.text(of: error))")
    case .refused(let peer): line("refused \(name(peer))")
    case .acceptFailed(let error): line("\(error)")
    case .datagramFailed(let sender, let error): line("datagram from \(name(sender)): \(error)")
    case .receiveFailed(let error): line("\(error)")
    }
  }
}
