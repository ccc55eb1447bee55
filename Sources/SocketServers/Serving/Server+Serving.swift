internal import AsyncSockets
internal import EventLoops
internal import Synchronization

// From the first connection to the last.
extension Server {
  /// How long handlers have to return once they have been cancelled, before their connections are
  /// aborted under them.
  static let closingGrace = Duration.seconds(1)

  /// What happens to a server.
  private enum Event: Sendable {
    case askedToEnd
    case graceOver
    case closingGraceOver
    /// Nobody is served any more.
    case ended(SocketError?)
    /// A timer of one that has ended.
    case nothing
  }

  /// Serves until the server is asked to end, and waits for its handlers.
  ///
  /// When asked, it stops listening and tells the handlers (`isDraining`, `waitForRequest`); it
  /// lets open connections go on for the grace period, cancels the handlers that are left, and a
  /// second later aborts their connections. It returns when the last handler has. A cancelled task
  /// does the same without a grace period.
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
    let (closedCount, failure) = await loops.loops[0].runOperation { await run(handler) }
    for listener in listeners { await listener.close() }
    if let failure { throw failure }
    return report(closedCount: closedCount)
  }

  private func report(closedCount: Int) -> ShutdownReport {
    ShutdownReport(
      handledCount: state.connections.openedCount,
      closedCount: closedCount,
      abandonedCount: state.connections.count
    )
  }

  /// Serves, and leads the server through its end.
  private func run(
    _ handler: nonisolated(nonsending) @escaping @Sendable (ServerConnection) async throws -> Void
  ) async -> (closedCount: Int, failure: SocketError?) {
    let cancellation = Waiter<Bool>()
    let loop = loops.loops[0]
    return await withTaskGroup(of: Event.self) { group in
      var closedCount = 0
      var failure: SocketError?
      group.addTask { .ended(await self.serveAll(until: cancellation, handler)) }
      group.addTask { await self.waitForRequest(on: loop) }
      while let event = await group.next() {
        switch event {
        case .askedToEnd:
          await drain()
          group.addTask { [grace = shutdown.grace] in await sleep(grace, on: loop, .graceOver) }
        case .graceOver:
          closedCount = state.connections.count
          cancellation.give(true)
          group.addTask { await sleep(Server.closingGrace, on: loop, .closingGraceOver) }
        case .closingGraceOver:
          for transport in state.connections.transports { await transport.abort() }
        case .ended(let error):
          failure = error
          group.cancelAll()
        case .nothing:
          break
        }
      }
      return (closedCount, failure)
    }

    /// A moment that the server waits for; nothing, where it has ended before.
    @Sendable func sleep(_ time: Duration, on loop: EventLoop, _ event: Event) async -> Event {
      do throws(EventLoopError) { try await loop.sleep(for: time) } catch { return .nothing }
      return event
    }
  }

  private func waitForRequest(on loop: EventLoop) async -> Event {
    do throws(SocketError) { try await shutdown.wait(on: loop) } catch {
      // Cancelled, the server ends by itself; else nobody would ever be heard again.
      return error.code == .cancelled ? .nothing : .askedToEnd
    }
    return .askedToEnd
  }

  /// Takes connections at every listener until they are closed, and serves them to their ends.
  ///
  /// - Returns: why no listener could go on; nil where one did.
  private func serveAll(
    until cancellation: Waiter<Bool>,
    _ handler: nonisolated(nonsending) @escaping @Sendable (ServerConnection) async throws -> Void
  ) async -> SocketError? {
    enum End: Sendable {
      case listener(SocketError?)
      case cancellation
    }
    return await withTaskGroup(of: End.self) { group in
      var left = 0
      var failures: [SocketError] = []
      for listener in listeners {
        for socket in listener.sockets {
          left += 1
          group.addTask(executorPreference: socket.handle.eventLoop) {
            .listener(await self.serve(socket, of: listener, handler))
          }
        }
      }
      let count = left
      group.addTask {
        _ = await cancellation.wait(cancelled: false, {}, leave: {})
        return .cancellation
      }
      while left > 0, let end = await group.next() {
        if case .listener(let failure) = end {
          left -= 1
          if let failure { failures.append(failure) }
        } else {
          group.cancelAll()
        }
      }
      group.cancelAll()
      return failures.count == count ? failures.first : nil
    }
  }

  /// Stops listening, and tells everybody that the end is near.
  private func drain() async {
    state.drain.set()
    for listener in listeners { await listener.close() }
    state.admission.close()
    for connection in state.connections.served {
      if connection.isAwaitingRequest.load(ordering: .sequentiallyConsistent) {
        connection.transport.interruptReading()
      }
      if state.configuration.endsReadingWhenDraining { connection.transport.endReading() }
    }
  }
}
