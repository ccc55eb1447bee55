import Accounts
import EventLoops
import FTPServers
import SocketAddresses
import SocketServers
import Sockets
import Synchronization
import TLS

/// The server of files, with all that belongs to it.
final class FileService: Sendable {
  /// Serve.
  let loops: EventLoopGroup
  /// Asks it to end.
  let shutdown: ShutdownRequest
  /// What it writes.
  let log: ServerLog
  /// What has been counted.
  let metrics = MetricsTable()

  let folder: DataFolder
  let sources: SettingSources
  let accounts: SQLiteAccountStore
  let tls: TLSServer
  let hangUp: HangUpSignal
  /// What holds now.
  let settings: Mutex<ServeSettings>
  private let ports: OpenedPorts?
  private let firstAccount: FirstAccount?
  private let counts: FTPServerMetrics

  /// Opens the accounts, and makes the first one where there is none.
  ///
  /// - Parameters:
  ///   - folder: has everything that is needed.
  ///   - sources: are read again at SIGHUP.
  ///   - settings: what they say now.
  ///   - identity: the certificate.
  ///   - ports: what was opened by root; nil opens what settings say.
  /// - Throws: what stands in the way, in one line.
  init(
    folder: DataFolder,
    sources: SettingSources,
    settings: ServeSettings,
    identity: TLSIdentity,
    ports: OpenedPorts?
  ) throws {
    self.folder = folder
    self.sources = sources
    self.ports = ports
    self.settings = Mutex(settings)
    counts = FTPServerMetrics(factory: metrics)
    hangUp = try HangUpSignal()
    shutdown = try ShutdownRequest()
    log = try ServerLog()
    try Self.requirePaths(settings)
    log.configure(settings)
    accounts = try folder.accounts()
    firstAccount = try FirstAccount.make(in: accounts, folder)
    var encryption = TLSServerConfiguration(identities: [identity])
    // A client of another protocol is refused (ALPACA).
    encryption.applicationProtocols = ["ftp"]
    tls = try TLSServer(encryption)
    loops = try EventLoopGroup(loops: settings.loops)
    tellProblems(identity, settings)
  }

  /// Binds all addresses that can be had, and counts what accounts use where that is uncertain.
  func bind() async -> Binding {
    var binding = Binding()
    binding.failures = ports?.failures ?? []
    var bound: [BoundListener] = []
    for listener in await listeners(&binding) { bind(listener, &bound, &binding) }
    guard !bound.isEmpty else { return binding }
    do {
      let settings = settings.withLock { $0 }
      let server = try FTPServer(
        bound: bound,
        configuration: configuration(settings),
        accounts: accounts,
        loops: loops,
        shutdown: shutdown
      )
      _ = try await OffloadPool.shared.run { [accounts, log] () throws(QuotaError) in
        try UsageCount.complete(accounts, by: server.ledger, log.tell)
      }
      // Whoever reads that it listens may ask it who is there.
      let control = bindControl(server)
      binding.services.append(
        Service(serve: { [self] in try await serve(server, control) }, stop: {})
      )
      tellFirstAccount(binding.addresses.first)
    } catch {
      binding = Binding(failures: binding.failures + [Complaint(error)])
    }
    return binding
  }

  /// The configuration of the server that settings stand for.
  func configuration(_ settings: ServeSettings) -> FTPServerConfiguration {
    var configuration = FTPServerConfiguration(settings)
    configuration.tls = tls
    configuration.homeRoots = folder.homeRoots(settings)
    configuration.connectionMetrics = ServerMetrics(prefix: "server", factory: metrics)
    configuration.report = { [log, counts] event in
      log.write(event)
      counts.count(event)
    }
    return configuration
  }

  private func bind(
    _ listener: FTPListener,
    _ bound: inout [BoundListener],
    _ binding: inout Binding
  ) {
    do throws(SocketError) {
      let socket = try listener.bind(tls: tls, on: loops)
      bound.append(socket)
      let transport: Transport = listener.isImplicit ? .ftps : .ftp
      binding.addresses.append(BoundAddress(transport: transport, address: socket.address))
    } catch {
      binding.failures.append(Complaint(error))
    }
  }

  private func listeners(_ binding: inout Binding) async -> [FTPListener] {
    let settings = settings.withLock { $0 }
    var listeners: [FTPListener] = []
    if let ports {
      listeners = ports.ports.map { FTPListener(on: $0.socket, isImplicit: $0.isImplicit) }
    } else {
      let places = settings.ftp.map { ($0, false) } + settings.ftps.map { ($0, true) }
      for (endpoint, isImplicit) in places {
        do throws(SocketError) {
          for each in try await IPBinding.all(of: endpoint, .stream) {
            listeners.append(FTPListener(each, isImplicit: isImplicit))
          }
        } catch {
          binding.failures.append(Complaint(error))
        }
      }
    }
    guard !settings.proxyFrom.isEmpty else { return listeners }
    return listeners.map { listener in
      var listener = listener
      listener.proxyProtocol = .required(from: settings.proxyFrom, others: .refused)
      return listener
    }
  }

  private func tellFirstAccount(_ address: BoundAddress?) {
    guard let firstAccount else {
      if let reminder = FirstAccount.reminder(in: folder) { Complaint(reminder).tell() }
      return
    }
    let settings = settings.withLock { $0 }
    let lines = firstAccount.lines(
      address: address.map { LocalClient.address(of: $0.address) },
      isImplicit: address?.transport == .ftps,
      certificate: folder.certificateFile(settings)
    )
    for line in lines { Complaint(line).tell() }
  }
}
