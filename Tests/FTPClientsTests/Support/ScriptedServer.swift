import AsyncSockets
import ByteStreams
import EventLoops
import FTPClients
import SocketAddresses
import Sockets
import TLS
import TestSupport
import Testing

/// A server whose every byte a test writes itself.
///
/// One task uses it: the script.
final class ScriptedServer {
  /// How long it waits for the client: far more than anything takes.
  private static let patience = Duration.seconds(60)

  /// The control connection.
  let control: TCPConnection
  /// What lines go over.
  private var stream: any ByteStream & Sendable
  private let listener: TCPListener
  private var received: [UInt8] = []

  private init(_ control: TCPConnection, _ listener: TCPListener) {
    self.control = control
    stream = control
    self.listener = listener
  }

  /// Runs a script for one client.
  ///
  /// - Parameters:
  ///   - loopback: where it listens.
  ///   - script: is the server, once somebody has connected. At its end the connection closes; what
  ///     it throws is the client's going.
  ///   - body: is the client, with where to connect to and a loop.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  static func run<R>(
    at loopback: SocketAddress = .ipv4(.loopback, port: 0),
    _ script: nonisolated(nonsending) @escaping @Sendable (ScriptedServer) async throws -> Void,
    _ body: nonisolated(nonsending) (Endpoint, EventLoop) async throws -> R
  ) async throws -> R {
    try await withEventLoop { loop in
      let control = try TCPListener(at: loopback, on: loop)
      let data = try TCPListener(at: loopback, on: loop)
      let endpoint = try #require(Endpoint(control.localAddress))
      async let serving: Void = serve(control, data, script)
      do {
        let result = try await body(endpoint, loop)
        await close(control, data)
        await serving
        return result
      } catch {
        await close(control, data)
        await serving
        throw error
      }
    }
  }

  private static func close(_ control: TCPListener, _ data: TCPListener) async {
    await control.close()
    await data.close()
  }

  private static func serve(
    _ listener: TCPListener,
    _ data: TCPListener,
    _ script: nonisolated(nonsending) @Sendable (ScriptedServer) async throws -> Void
  ) async {
    // Whether the client comes, and stays, is the test's to see.
    guard let control = try? await listener.accept(deadline: .after(patience)) else { return }
    try? await script(ScriptedServer(control, data))
    await control.close()
  }

  /// Sends lines, each with its ending.
  func say(_ lines: String...) async throws {
    for line in lines { try await send(Array("\(line)\r\n".utf8)) }
  }

  /// Sends bytes.
  func send(_ bytes: [UInt8]) async throws {
    try await withTimeout(Self.patience) { () async throws in try await stream.write(bytes) }
  }

  /// The next line, without its ending.
  func hear() async throws -> String {
    while true {
      if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        let line = received[..<end].dropLast()
        received.removeFirst(end + 1)
        return String(decoding: line, as: UTF8.self)
      }
      let more = try await withTimeout(Self.patience) { () async throws in
        try await stream.read(atMost: 4096)
      }
      guard !more.isEmpty else { throw ClientGone() }
      received += more
    }
  }

  /// Takes a line, and answers.
  func answer(_ reply: String) async throws {
    _ = try await hear()
    try await say(reply)
  }

  /// Greets, and lets the client log in: with these features.
  func letIn(features: [String] = []) async throws {
    try await say("220 Hello")
    try await answer("331 Password")
    try await answer("230 In")
    _ = try await hear()
    if features.isEmpty {
      try await say("500 Unknown")
    } else {
      try await say("211-Features:")
      for feature in features { try await say(" \(feature)") }
      try await say("211 End")
    }
    if features.contains("UTF8") { try await answer("200 UTF-8") }
    try await answer("200 Type I")
  }

  /// Answers EPSV with the port of its own.
  func offerData() async throws {
    try await answer("229 Here (|||\(dataPort)|)")
  }

  /// The port where it waits for data connections.
  var dataPort: UInt16 {
    get throws { try listener.localAddress.port ?? 0 }
  }

  /// Begins TLS on the control connection.
  func encrypt() async throws {
    stream = try await SelfSignedIdentity.server().accept(over: control)
  }

  /// Takes a data connection.
  func acceptData() async throws -> TCPConnection {
    try await listener.accept(deadline: .after(Self.patience))
  }

  /// Waits until the client has gone.
  func waitForEnd() async throws {
    while true { _ = try await hear() }
  }

  /// The client has closed the connection.
  struct ClientGone: Error {}
}

extension ScriptedServer {
  /// Runs a script for a client that has logged in, after `letIn` with these features.
  static func loggedIn<R>(
    features: [String] = [],
    _ change: (inout FTPClientConfiguration) -> Void,
    _ script: nonisolated(nonsending) @escaping @Sendable (ScriptedServer) async throws -> Void,
    _ body: nonisolated(nonsending) (FTPClient) async throws -> R
  ) async throws -> R {
    var configuration = FTPClientConfiguration()
    change(&configuration)
    return try await run { server in
      try await server.letIn(features: features)
      try await script(server)
    } _: { endpoint, loop in
      let client = try await FTPClient.connect(to: endpoint, configuration, on: loop)
      try await client.logIn(FTPCredentials(user: "bob", password: "builder"))
      return try await body(client)
    }
  }

  /// The same with a client of the default configuration.
  static func loggedIn<R>(
    features: [String] = [],
    _ script: nonisolated(nonsending) @escaping @Sendable (ScriptedServer) async throws -> Void,
    _ body: nonisolated(nonsending) (FTPClient) async throws -> R
  ) async throws -> R {
    try await loggedIn(features: features, { _ in }, script, body)
  }
}

extension Endpoint {
  /// The endpoint of an IP address with a port; nil for another.
  init?(_ address: SocketAddress) {
    guard let ip = address.ip, let port = address.port else { return nil }
    self.init(ip, port: port)
  }
}
