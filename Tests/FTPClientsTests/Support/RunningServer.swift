import Accounts
import EventLoops
import FTPClients
import FTPServers
import Foundation
import SocketAddresses
import SocketServers
import Sockets
import TestSupport
import Testing

/// A server of ours in this process, for a test: on loopback, with the account `alice` and her
/// home.
struct RunningServer: Sendable {
  /// Her name and password.
  static let alice = FTPCredentials(user: "alice", password: "secret")

  /// Her home.
  let home: String
  /// Serves all sessions, and is where clients live too.
  let loop: EventLoop
  private let server: FTPServer

  /// Runs a server for the time of a body.
  ///
  /// - Parameters:
  ///   - change: makes the server's configuration what the test needs.
  ///   - body: has the server.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws, or the making of the server.
  static func run<R>(
    _ change: (inout FTPServerConfiguration) -> Void = { _ in },
    _ body: nonisolated(nonsending) (RunningServer) async throws -> R
  ) async throws -> R {
    try await temporaryDirectory { homes in
      try await withEventLoops(1) { loops in
        var configuration = FTPServerConfiguration()
        configuration.tls = try await SelfSignedIdentity.server()
        configuration.scrypt = .least
        configuration.logins.delayFirst = .milliseconds(1)
        configuration.logins.delayMax = .milliseconds(1)
        change(&configuration)
        let store = try SQLiteAccountStore(inMemoryWith: AccountDefaults(homesDirectory: homes))
        let hash = try ScryptHashing().hash(Array(alice.password.utf8), parameters: .least)
        let name = try #require(AccountName(alice.user))
        _ = try store.addAccount(named: name, settings: AccountSettings(), passwordHash: hash)
        let binding = IPBinding(address: SocketAddress.ipv4(.loopback, port: 0))
        let shutdown = try ShutdownRequest()
        let server = try FTPServer(
          [FTPListener(binding), FTPListener(binding, isImplicit: true)],
          configuration: configuration,
          accounts: store,
          loops: loops,
          shutdown: shutdown
        )
        let home = homes + "/" + alice.user
        let running = RunningServer(home: home, loop: loops.loops[0], server: server)
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

  /// Where it listens for clients of a kind.
  func endpoint(_ security: FTPSecurity) throws -> Endpoint {
    let address = server.localAddresses[security == .implicitTLS ? 1 : 0]
    return try Endpoint(host: "127.0.0.1", port: try #require(address.port))
  }

  /// A client that has connected, and is nobody yet.
  func connect(
    _ security: FTPSecurity = .none,
    _ change: (inout FTPClientConfiguration) -> Void = { _ in }
  ) async throws -> FTPClient {
    var configuration = FTPClientConfiguration()
    configuration.security = security
    configuration.tls = try await SelfSignedIdentity.client()
    change(&configuration)
    return try await FTPClient.connect(to: try endpoint(security), configuration, on: loop)
  }

  /// A client that is alice.
  func logIn(
    _ security: FTPSecurity = .none,
    _ change: (inout FTPClientConfiguration) -> Void = { _ in }
  ) async throws -> FTPClient {
    let client = try await connect(security, change)
    try await client.logIn(Self.alice)
    return client
  }

  /// Puts a file into her home.
  func write(_ content: [UInt8], to path: String) throws {
    let file = URL(filePath: home + "/" + path)
    let folder = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(content).write(to: file)
  }

  /// What a file of hers holds; nil where there is none.
  func content(of path: String) -> [UInt8]? {
    (try? Data(contentsOf: URL(filePath: home + "/" + path))).map { [UInt8]($0) }
  }
}
