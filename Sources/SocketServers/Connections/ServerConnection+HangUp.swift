internal import AsyncSockets

extension ServerConnection {
  private enum End: Sendable {
    case handled
    case hungUp
    /// Nobody watches the client any more, because the handler has closed the connection, say.
    case unwatched
  }

  /// Runs a handler in a child task, which is cancelled where the client ends its side or is lost
  /// (`Server.Configuration.cancelsOnHangUp`).
  ///
  /// - Throws: what the handler throws.
  func untilHangUp(_ handler: @escaping Server.Handler) async throws {
    let transport = transport
    try await withThrowingTaskGroup(of: End.self) { group in
      group.addTask(executorPreference: transport.eventLoop) {
        try await handler(self)
        return .handled
      }
      group.addTask(executorPreference: transport.eventLoop) {
        do throws(SocketError) { try await transport.waitForHangUp() } catch { return .unwatched }
        return .hungUp
      }
      while let end = try await group.next() {
        if end != .unwatched { group.cancelAll() }
      }
    }
  }
}
