import Accounts
import EventLoops
import FTPServers
import SocketAddresses
import SocketServers
import Sockets
import Synchronization
import TLS
import TestSupport
import Testing

/// A server in this process, for a test: on loopback, with the accounts `alice` (everything) and
/// others that the test adds, and homes in a folder of its own.
struct RunningServer: Sendable {
  /// Every account's password.
  static let password = "secret"

  let server: FTPServer
  let store: SQLiteAccountStore
  /// Where the homes are; that of an account bears its name.
  let homes: String
  /// What happens there.
  let journal: EventJournal
  /// Serves all sessions.
  let loop: EventLoop
  /// Ends the server before the test does.
  let shutdown: ShutdownRequest

  /// `HOST:PORT` of plain and explicitly encrypted connections.
  var address: String { "\(server.localAddresses[0])" }
  /// `HOST:PORT` of implicitly encrypted connections; only where there is a certificate.
  var implicitAddress: String { "\(server.localAddresses[1])" }
  /// What has happened so far.
  var seen: [FTPServerEvent] { journal.events }

  /// Adds an account.
  @discardableResult
  func addAccount(
    _ name: String,
    password: String = RunningServer.password,
    _ change: (inout AccountSettings) -> Void = { _ in }
  ) throws -> Account {
    var settings = AccountSettings()
    change(&settings)
    let name = try #require(AccountName(name))
    let hash = try ScryptHashing().hash(Array(password.utf8), parameters: .least)
    let account = try store.addAccount(named: name, settings: settings, passwordHash: hash)
    if !account.quota.isUnlimited {
      try server.ledger.setUsage(QuotaAmount(bytes: 0, files: 0), of: account.id)
    }
    return account
  }

  /// Eight at a time: some of the tests wait for time to pass.
  private static let turnstile = Turnstile(8)

  /// Runs a server for the time of a body.
  ///
  /// - Parameters:
  ///   - more: where it listens too, behind the other addresses.
  ///   - change: makes the configuration what the test needs.
  ///   - body: has the server.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws, or the making of the server.
  static func run<R>(
    alsoAt more: [FTPListener] = [],
    _ change: nonisolated(nonsending) (inout FTPServerConfiguration) async throws -> Void = { _ in
    },
    _ body: nonisolated(nonsending) (RunningServer) async throws -> R
  ) async throws -> R {
    await turnstile.enter()
    defer { turnstile.leave() }
    return try await temporaryDirectory { homes in
      try await withEventLoops(1) { loops in
        let store = try SQLiteAccountStore(inMemoryWith: AccountDefaults(homesDirectory: homes))
        let journal = EventJournal()
        var configuration = FTPServerConfiguration()
        configuration.scrypt = .least
        configuration.logins.delayFirst = .milliseconds(1)
        configuration.logins.delayMax = .milliseconds(1)
        configuration.logins.failuresBeforeBan = 1000
        configuration.report = { event in journal.note(event) }
        try await change(&configuration)
        let address = SocketAddress.ipv4(.loopback, port: 0)
        var listeners = [FTPListener(IPBinding(address: address))]
        if configuration.tls != nil {
          listeners.append(FTPListener(IPBinding(address: address), isImplicit: true))
        }
        let shutdown = try ShutdownRequest()
        let server = try FTPServer(
          listeners + more,
          configuration: configuration,
          accounts: store,
          loops: loops,
          shutdown: shutdown
        )
        let running = RunningServer(
          server: server,
          store: store,
          homes: homes,
          journal: journal,
          loop: loops.loops[0],
          shutdown: shutdown
        )
        try running.addAccount("alice")
        async let serving: Void = server.serve()
        do {
          let result = try await body(running)
          shutdown.request(grace: .zero)
          try await serving
          return result
        } catch {
          shutdown.request(grace: .zero)
          try? await serving
          throw error
        }
      }
    }
  }
}
