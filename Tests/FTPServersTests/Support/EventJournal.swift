import FTPServers
import SystemCalls
import TestSupport

/// What has happened at a server, for tests to look at and to wait for.
final class EventJournal: Sendable {
  /// Something did not happen in time.
  struct Missing: Error {
    let seen: [FTPServerEvent]
  }

  private let monitor = Monitor<[FTPServerEvent]>([])

  /// All so far.
  var events: [FTPServerEvent] { monitor.withLock { $0 } }

  /// Notes what happens.
  func note(_ event: FTPServerEvent) {
    monitor.withLock { $0.append(event) }
    monitor.notifyAll()
  }

  /// Waits until what has happened is as wanted; far longer than anything takes.
  func wait(until isWanted: @escaping @Sendable ([FTPServerEvent]) -> Bool) async throws {
    let deadline = MonotonicClock.nanoseconds + 60_000_000_000
    try await onThread { [self] in
      let outcome = monitor.wait(until: deadline) { events, isLast -> Result<Void, Missing>? in
        if isWanted(events) { return .success(()) }
        return isLast ? .failure(Missing(seen: events)) : nil
      }
      try outcome?.get()
    }
  }
}

extension RunningServer {
  /// Waits until so many sessions have ended.
  func waitForEnds(_ count: Int) async throws {
    try await journal.wait { events in
      events.count { if case .ended = $0 { true } else { false } } >= count
    }
  }

  /// Waits until there is no session.
  func waitForNobody() async throws {
    try await journal.wait { events in
      var open = 0
      for event in events {
        if case .began = event { open += 1 }
        if case .ended = event { open -= 1 }
      }
      return open == 0
    }
  }
}
