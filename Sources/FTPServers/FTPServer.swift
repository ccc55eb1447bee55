package import Accounts
internal import AsyncSockets
package import EventLoops
package import SocketAddresses
package import SocketServers
package import Sockets
internal import Synchronization
package import TLS

/// Where an FTP server listens.
package struct FTPListener: Sendable {
  enum Place: Sendable {
    case address(IPBinding)
    case socket(SharedSocket)
  }

  let place: Place
  /// Whether connections are encrypted from their first byte (`ftps`).
  package var isImplicit: Bool
  /// From whom headers of the PROXY protocol are taken.
  package var proxyProtocol = ProxyProtocolPolicy.refused

  /// An address to listen at, once on each loop.
  package init(_ binding: IPBinding, isImplicit: Bool = false) {
    place = .address(binding)
    self.isImplicit = isImplicit
  }

  /// A socket that listens already, opened by who may have its port; see `ServerListener`.
  package init(on socket: SharedSocket, isImplicit: Bool = false) {
    place = .socket(socket)
    self.isImplicit = isImplicit
  }

  /// Listens.
  ///
  /// - Parameters:
  ///   - tls: what encrypts connections; nil where `isImplicit` is false.
  ///   - loops: serve.
  /// - Returns: what a server is made with; it is closed with its last owner.
  /// - Throws: as `Socket.bind` and `Socket.listen`, with the address; nothing stays open.
  package func bind(
    tls: TLSServer?,
    on loops: EventLoopGroup
  ) throws(SocketError) -> BoundListener {
    var settings =
      switch place {
      case .address(let binding):
        ServerListener(at: binding.address, dualStack: binding.isDualStack)
      case .socket(let socket): ServerListener(on: socket)
      }
    settings.proxyProtocol = proxyProtocol
    if isImplicit, let tls {
      settings.upgrade = { connection in try await tls.accept(over: connection) }
    }
    return try BoundListener(settings, on: loops.loops)
  }
}

/// A server of files by FTP (RFC 959) and FTPS (RFC 4217), for the accounts of a store.
///
/// It listens from its making on.
package final class FTPServer: Sendable {
  private let server: Server
  let state: FTPServerState
  private let loop: EventLoop

  /// Where it listens, in the order of the listeners, with the real ports.
  package var localAddresses: [SocketAddress] { server.localAddresses }

  /// Listens.
  ///
  /// - Parameters:
  ///   - listeners: where, at least one.
  ///   - configuration: how it behaves.
  ///   - accounts: who may log in.
  ///   - loops: serve.
  ///   - shutdown: asks it to end.
  /// - Throws: as `Server`; nothing stays open then.
  package convenience init(
    _ listeners: [FTPListener],
    configuration: FTPServerConfiguration,
    accounts: any AccountStore,
    loops: EventLoopGroup,
    shutdown: ShutdownRequest
  ) throws(SocketError) {
    var bound: [BoundListener] = []
    for listener in listeners {
      bound.append(try listener.bind(tls: configuration.tls, on: loops))
    }
    try self.init(
      bound: bound,
      configuration: configuration,
      accounts: accounts,
      loops: loops,
      shutdown: shutdown
    )
  }

  /// Serves where others have bound already; else as above.
  package init(
    bound: [BoundListener],
    configuration: FTPServerConfiguration,
    accounts: any AccountStore,
    loops: EventLoopGroup,
    shutdown: ShutdownRequest
  ) throws(SocketError) {
    state = FTPServerState(configuration, accounts: accounts)
    loop = loops.loops[0]
    server = try Server(
      bound: bound,
      configuration: Self.settings(of: configuration),
      loops: loops,
      shutdown: shutdown
    )
  }

  private static func settings(
    of configuration: FTPServerConfiguration
  ) -> Server.Configuration {
    var settings = Server.Configuration()
    settings.limits.connections = configuration.limits.sessions
    settings.limits.connectionsPerPeer = configuration.limits.sessionsPerAddress
    settings.limits.handshakeTimeout = configuration.limits.handshakeTime
    settings.limits.lifetime = configuration.limits.sessionTime
    settings.limits.whenFull = .refuse(
      answer: Array("421 Too many sessions, closing connection\r\n".utf8)
    )
    settings.logger = configuration.logger
    settings.metrics = configuration.connectionMetrics
    return settings
  }

  /// Serves until it is asked to end, and ends sessions of accounts that are removed meanwhile.
  package func serve() async throws {
    let state = state
    let watch = AccountWatch(server: state, loop: loop)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: loop) { await watch.run() }
      _ = try await server.serve { connection in
        await FTPSession(connection, state).run()
      }
      group.cancelAll()
    }
  }

  /// The sessions that there are, in the order of their coming.
  package var sessions: [FTPSessionSummary] { state.sessions.records.map(\.summary) }

  /// Ends a session; false where there is none of the number.
  package func endSession(_ id: FTPSessionID) -> Bool {
    guard let record = state.sessions[id] else { return false }
    record.end(for: .administrator)
    return true
  }

  /// Ends all sessions of an account that was removed, or changed so that it could not log in.
  package func endSessions(of account: AccountID) {
    for record in state.sessions.records
    where record.state.withLock({ $0.accountIDs.contains(account) }) {
      record.end(for: .accountChanged)
    }
  }

  /// The addresses that are banned now, with the time that each has left.
  package var bans: [LoginBan] {
    let now = state.now
    return state.guarding.bans(at: now).map { LoginBan(source: $0.source, end: $0.end - now) }
  }

  /// Ends the ban of an address; false where it is not banned.
  package func liftBan(of address: IPAddress) -> Bool {
    state.guarding.liftBan(of: address, at: state.now)
  }

  /// How the server behaves; what is set holds for sessions that begin from then on.
  package var configuration: FTPServerConfiguration {
    get { state.configuration }
    set { state.configuration = newValue }
  }

  /// What accounts use of their quotas.
  package var ledger: QuotaLedger { state.ledger }
}
