import AsyncSockets
import ByteStreams
import EventLoops
import FTPServers
import Framing
import MessageFraming
import SocketAddresses
import SocketServers
import SystemCalls

/// Answers the tool on the control socket: a Unix socket that only the server's user can open.
final class ControlServer: Sendable {
  private let server: Server
  private let files: FTPServer
  private let metrics: MetricsTable

  /// Listens.
  ///
  /// - Parameters:
  ///   - files: what is asked about.
  ///   - metrics: what that has counted.
  ///   - path: where the socket is; that of a server that has died is replaced.
  ///   - loops: serve.
  /// - Throws: `CommandFailure` for a path too long, `SocketError`, `Errno`.
  init(
    of files: FTPServer,
    _ metrics: MetricsTable,
    at path: String,
    on loops: EventLoopGroup
  ) throws {
    self.files = files
    self.metrics = metrics
    guard let address = UnixAddress("unix:" + path) else {
      throw CommandFailure("\(path) is longer than \(UnixAddress.pathBytesMax) bytes")
    }
    var configuration = Server.Configuration()
    configuration.limits.connections = ControlLimits.connectionsMax
    server = try Server(
      listening: [ServerListener(at: SocketAddress(address))],
      configuration: configuration,
      loops: loops
    )
    // Who may enter the folder, which nobody but its owner may, could connect before.
    try System.chmod(Array(path.utf8), 0o600)
  }

  /// Serves until `stop`.
  func serve() async {
    // Its clients' errors are theirs; it ends as it is told.
    _ = try? await server.serve { [self] connection in try await answer(connection.transport) }
  }

  /// Takes nobody any more, and closes the connections.
  func stop() { server.requestShutdown(grace: .zero) }

  private func answer(_ connection: StreamConnection) async throws {
    var requests = MessageReader(
      connection,
      of: ControlRequest.self,
      framedBy: .lines(maximumBytes: ControlLimits.requestBytesMax)
    )
    var answers = MessageWriter(
      connection,
      of: ControlAnswer.self,
      framedBy: .lines(maximumBytes: ControlLimits.answerBytesMax)
    )
    while let request = try await requests.next() { try await answers.write(answer(to: request)) }
  }

  private func answer(to request: ControlRequest) -> ControlAnswer {
    switch request {
    case .sessions: .sessions(files.sessions.map(SessionReport.init))
    case .end(let id): .ended(files.endSession(FTPSessionID(rawValue: id)))
    case .bans: .bans(files.bans.map(BanReport.init))
    case .lift(let address): .lifted(IPAddress(address).map(files.liftBan) ?? false)
    case .metrics: .metrics(PrometheusText.text(of: metrics))
    }
  }
}
