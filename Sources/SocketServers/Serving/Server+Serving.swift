internal import AsyncSockets
internal import EventLoops
internal import Synchronization

// From the first connection to the last; how it ends is in `ServerEnding`.
extension Server {
  /// How long handlers have to return once they have been cancelled, before their connections are
  /// aborted under them.
  static let closingGrace = Duration.seconds(1)

  /// Serves until the server is asked to end, and waits for its handlers.
  ///
  /// When asked, it stops listening and tells the handlers (`isDraining`, `waitForRequest`); it
  /// lets open connections go on for the grace period, cancels the handlers that are left, and a
  /// second later aborts their connections. It returns when the last handler has. A cancelled task
  /// does the same without a grace period.
  ///
  /// A listener that cannot go on is closed, and reported. Where none can, the server ends as if it
  /// had been asked to, with the grace period of `shutdown`.
  ///
  /// It serves once: a second call returns at once.
  ///
  /// - Parameter handler: has the connection until it returns, on the connection's loop. What it
  ///   throws is reported and costs this connection only.
  /// - Returns: how it ended.
  /// - Throws: only what makes accepting impossible at every listener, which no client can bring
  ///   about.
  @discardableResult
  public func serve(
    _ handler: nonisolated(nonsending) @escaping @Sendable (ServerConnection) async throws -> Void
  ) async throws(SocketError) -> ShutdownReport {
    guard begin() else { return report(closedCount: 0) }
    let failures = ListenerFailures(of: listeners.reduce(0) { $0 + $1.sockets.count })
    let ending = ServerEnding(of: self, failures)
    let closedCount = await loops.loops[0].runOperation {
      await ending.run { cancellation in
        guard self.state.configuration.cancelsOnHangUp else {
          return await self.serveAll(until: cancellation, failures, handler)
        }
        await self.serveAll(until: cancellation, failures) { connection in
          try await connection.untilHangUp(handler)
        }
      }
    }
    for listener in listeners { await listener.close() }
    if let failure = failures.failure { throw failure }
    return report(closedCount: closedCount)
  }

  private func report(closedCount: Int) -> ShutdownReport {
    ShutdownReport(
      handledCount: state.connections.servedCount,
      closedCount: closedCount,
      abandonedCount: state.connections.count
    )
  }

  /// Takes connections at every listener until they are closed, and serves them to their ends.
  private func serveAll(
    until cancellation: Waiter<Bool>,
    _ failures: ListenerFailures,
    _ handler: nonisolated(nonsending) @escaping @Sendable (ServerConnection) async throws -> Void
  ) async {
    enum End: Sendable {
      case socket
      case cancellation
    }
    await withTaskGroup(of: End.self) { group in
      var left = 0
      for listener in listeners {
        for socket in listener.sockets {
          left += 1
          group.addTask(executorPreference: socket.handle.eventLoop) {
            await self.serve(socket, of: listener, failures, handler)
            return .socket
          }
        }
      }
      group.addTask {
        _ = await cancellation.wait(cancelled: false, {}, leave: {})
        return .cancellation
      }
      while left > 0, let end = await group.next() {
        if end == .socket { left -= 1 } else { group.cancelAll() }
      }
      group.cancelAll()
    }
  }

  /// Stops listening, and tells everybody that the end is near.
  func drain() async {
    state.drain.set()
    for listener in listeners { await listener.close() }
    state.admission.close()
    for connection in state.connections.served {
      if connection.isAwaitingRequest.load(ordering: .sequentiallyConsistent) {
        // By then the handler can have its request, and wait for the rest of it.
        connection.transport.interruptReading {
          connection.isAwaitingRequest.load(ordering: .sequentiallyConsistent)
        }
      }
      if state.configuration.endsReadingWhenDraining { connection.transport.endReading() }
    }
  }
}
