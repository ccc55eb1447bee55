internal import AsyncSockets
internal import EventLoops
internal import Sockets

/// Leads a server through its end: stops it, waits, cancels, aborts.
struct ServerEnding: Sendable {
  /// What happens to a server.
  private enum Event: Sendable {
    /// It was asked to end, or no listener can go on.
    case mustDrain
    /// The grace period is over, or the task of the server was cancelled.
    case mustCancel
    /// Handlers have not returned though they were cancelled.
    case mustAbort
    /// Nobody is served any more.
    case ended
    /// A timer of what has ended.
    case nothing
  }

  private let server: Server
  private let failures: ListenerFailures
  private let loop: EventLoop
  private let alarm: Alarm

  /// - Parameters:
  ///   - server: on whose first loop it runs.
  ///   - failures: tell when no listener can go on.
  init(of server: Server, _ failures: ListenerFailures) {
    self.server = server
    self.failures = failures
    loop = server.loops.loops[0]
    alarm = Alarm(on: loop)
  }

  /// Serves, and sees to it that this comes to its end.
  ///
  /// - Parameter serve: returns when all has ended; it cancels the handlers when the waiter is
  ///   given a value.
  /// - Returns: connections that were open when their handlers were cancelled.
  func run(
    _ serve: nonisolated(nonsending) @escaping @Sendable (Waiter<Bool>) async -> Void
  ) async -> Int {
    let cancellation = Waiter<Bool>()
    return await withTaskGroup(of: Event.self) { group in
      var closedCount = 0
      var (isDraining, isCancelled, hasEnded) = (false, false, false)
      group.addTask {
        await serve(cancellation)
        return .ended
      }
      group.addTask { await waitForRequest() }
      group.addTask { await waitForFailure() }
      while let event = await group.next() {
        switch event {
        case .ended:
          hasEnded = true
          alarm.end()
          group.cancelAll()
        case .mustDrain where !isDraining && !hasEnded:
          isDraining = true
          await server.drain()
          group.addTask { await waitForGrace() }
        case .mustCancel where !isCancelled && !hasEnded:
          isCancelled = true
          closedCount = server.state.connections.count
          cancellation.give(true)
          if !isDraining { await server.drain() }
          isDraining = true
          group.addTask { await waitForClosingGrace() }
        case .mustAbort where !hasEnded:
          for transport in server.state.connections.transports { await transport.abort() }
        case .mustDrain, .mustCancel, .mustAbort, .nothing:
          break
        }
      }
      return closedCount
    }
  }

  private func waitForRequest() async -> Event {
    while true {
      do throws(SocketError) {
        try await server.shutdown.wait(on: loop)
        return .mustDrain
      } catch {
        if error.code == .cancelled { return .mustCancel }
        if error.code == .closed { return .mustDrain }
      }
      // The system is short of descriptors: without one of its own the server would not hear.
      do throws(EventLoopError) { try await loop.sleep(for: ListenerLimits.pause) } catch {
        return .mustCancel
      }
    }
  }

  private func waitForFailure() async -> Event {
    await failures.waitForLast()
    return failures.failure == nil ? .nothing : .mustDrain
  }

  /// As long as open connections may go on; a cancellation ends it.
  private func waitForGrace() async -> Event {
    try? await loop.sleep(for: server.shutdown.grace)
    return .mustCancel
  }

  private func waitForClosingGrace() async -> Event {
    let end = loop.now.advanced(by: Server.closingGrace)
    return await alarm.wait(until: end) ? .mustAbort : .nothing
  }
}
