public import ServiceLifecycle

/// A server as a service of swift-service-lifecycle, which ends with its group: a graceful shutdown
/// is `requestShutdown`, a cancellation the end without a grace period.
///
///     let service = ServerService(server, grace: .seconds(30)) { connection in … }
///     try await ServiceGroup(services: [service], logger: logger).run()
public struct ServerService: Service {
  private let server: Server
  private let grace: Duration
  private let handler: Server.Handler

  /// A service.
  ///
  /// - Parameters:
  ///   - server: has not served yet.
  ///   - grace: how long open connections may go on when the group shuts down.
  ///   - handler: as for `Server.serve`.
  public init(
    _ server: Server,
    grace: Duration = ShutdownRequest.defaultGrace,
    _ handler: nonisolated(nonsending) @escaping @Sendable (ServerConnection) async throws -> Void
  ) {
    self.server = server
    self.grace = grace
    self.handler = handler
  }

  /// Serves until the group shuts down.
  ///
  /// - Throws: as `Server.serve`.
  public func run() async throws {
    try await withGracefulShutdownHandler {
      _ = try await server.serve(handler)
    } onGracefulShutdown: {
      server.requestShutdown(grace: grace)
    }
  }
}
