internal import AsyncSockets
internal import EventLoops

// From the first datagram to the last.
extension DatagramServer {
  typealias Handler =
    nonisolated(nonsending) @Sendable (Datagram, DatagramResponder) async throws -> Void

  /// What happens to a server.
  private enum Event: Sendable {
    case askedToEnd
    case graceOver
    /// No handler runs any more.
    case ended
    /// A timer of one that has ended.
    case nothing
  }

  /// Serves until the server is asked to end, and waits for its handlers.
  ///
  /// When asked, it stops receiving, and what has arrived and was not handed to a handler is lost,
  /// as datagrams may be. It lets handlers go on for the grace period and cancels those that are
  /// left (`DatagramResponder.isDraining` tells them before). It returns when the last one has. A
  /// cancelled task does the same without a grace period.
  ///
  /// It serves once: a second call returns at once.
  ///
  /// - Parameter handler: answers or not, on the loop of the socket that has received the datagram.
  ///   What it throws is reported, and the next datagram is served.
  /// - Returns: how it ended; `closedCount` are handlers that had to be cancelled.
  @discardableResult
  public func serve(
    _ handler:
      nonisolated(nonsending) @escaping @Sendable (Datagram, DatagramResponder)
      async throws -> Void
  ) async -> ShutdownReport {
    let cancelledCount = begin() ? await run(handler) : 0
    return ShutdownReport(
      handledCount: counts.handled,
      closedCount: cancelledCount,
      abandonedCount: 0
    )
  }

  /// Serves, and leads the server through its end.
  ///
  /// - Returns: how many handlers had to be cancelled.
  private func run(_ handler: @escaping Handler) async -> Int {
    let loop = loops.loops[0]
    let cancelledCount = await withTaskGroup(of: Event.self) { group in
      var cancelledCount = 0
      group.addTask { await self.serveAll(handler) }
      group.addTask { await self.waitForRequest(on: loop) }
      while let event = await group.next() {
        switch event {
        case .askedToEnd:
          drain.set()
          for address in addresses { await address.stopReceiving() }
          group.addTask { [grace = shutdown.grace] in
            do throws(EventLoopError) { try await loop.sleep(for: grace) } catch { return .nothing }
            return .graceOver
          }
        case .graceOver:
          cancelledCount = counters.runningCount
          group.cancelAll()
        case .ended:
          group.cancelAll()
        case .nothing:
          break
        }
      }
      return cancelledCount
    }
    for address in addresses { await address.close() }
    return cancelledCount
  }

  private func waitForRequest(on loop: EventLoop) async -> Event {
    do throws(SocketError) { try await shutdown.wait(on: loop) } catch {
      // Cancelled, the server ends by itself; else nobody would ever be heard again.
      return error.code == .cancelled ? .nothing : .askedToEnd
    }
    return .askedToEnd
  }

  /// Serves every socket on its loop until it is closed, and waits for the handlers.
  private func serveAll(_ handler: @escaping Handler) async -> Event {
    await withDiscardingTaskGroup { group in
      for address in addresses {
        for ends in address.sockets {
          let visit = DatagramReception(self, ends, tellsDestination: address.tellsDestination)
          group.addTask(executorPreference: ends.receiving.eventLoop) {
            await visit.serve(handler)
          }
        }
      }
    }
    return .ended
  }
}
