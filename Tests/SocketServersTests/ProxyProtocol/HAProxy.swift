import Foundation
import Sockets
import TestSupport

/// HAProxy, the proxy that the protocol comes from, as a program beside the test.
struct HAProxy: Sendable {
  /// A way through it, which bears a name of the configuration.
  struct Route: Sendable {
    /// The name.
    var name: String
    /// Where it listens: the address in HAProxy's form, and what else belongs to `bind`.
    var bind: String
    /// How it tells the server of the client: options of `server`.
    var sending: String
    /// Further lines.
    var settings: [String] = []
  }

  /// How long the test and HAProxy may take together.
  static let deadline = Duration.seconds(300)

  /// Where it relays to.
  var server: SocketAddress
  var routes: [Route]

  /// Runs `body` while HAProxy runs.
  ///
  /// It listens some time after this has begun; its health checks say when.
  func run<R: Sendable>(_ body: () async throws -> R) async throws -> R {
    try await temporaryDirectory { directory in
      let file = directory + "/haproxy.cfg"
      try configuration.write(toFile: file, atomically: false, encoding: .utf8)
      let program = Program(["haproxy", "-q", "-db", "-f", file])
      return try await program.serve(deadline: Self.deadline) { _ in try await body() }
    }
  }

  /// What its configuration file says.
  private var configuration: String {
    let routes = routes.map { route in
      (["listen \(route.name)", "bind \(route.bind)"] + route.settings + [
        "server switchboard \(server) \(route.sending)"
      ]).joined(separator: "\n  ")
    }
    return """
      defaults
        mode tcp
        timeout connect 60s
        timeout client 300s
        timeout server 300s

      \(routes.joined(separator: "\n\n"))

      """
  }
}

/// A port of the loopback interface that nobody else is given, and that HAProxy can have: both set
/// `SO_REUSEPORT`, and only one of them listens.
struct ReservedPort: Sendable {
  private let socket: SharedSocket
  /// The address with the port.
  let address: SocketAddress

  init(on address: IPAddress = .v4(.loopback)) throws(SocketError) {
    let socket = try Socket(address.family, .stream)
    try socket.set(.reusePort, to: true)
    try socket.bind(to: SocketAddress(address, port: 0))
    self.address = try socket.localAddress
    self.socket = SharedSocket(socket)
  }
}
