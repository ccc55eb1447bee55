internal import Synchronization

/// What a `DatagramServer` has done so far.
public struct DatagramCounts: Hashable, Sendable {
  /// Datagrams that were handed to a handler.
  public var handled: UInt64 = 0
  /// Handlers that threw.
  public var failed: UInt64 = 0
  /// Datagrams that were dropped unheard, by the reason.
  public var refused: [DatagramRefusal: UInt64] = [:]

  /// Nothing yet.
  public init() {}
}

/// Counts for all sockets of a server.
final class DatagramCounters: Sendable {
  /// How long refusals are only counted after one was told: a flood must not flood a log.
  static let quietNanoseconds: Int64 = 1_000_000_000

  private struct State {
    var counts = DatagramCounts()
    var quietUntil = Int64.min
  }

  private let state = Mutex(State())
  private let running = Atomic(0)

  /// What was counted so far.
  var current: DatagramCounts { state.withLock { $0.counts } }

  /// Handlers that run.
  var runningCount: Int { running.load(ordering: .relaxed) }

  /// Notes that a handler begins.
  func begin() {
    state.withLock { $0.counts.handled += 1 }
    running.wrappingAdd(1, ordering: .relaxed)
  }

  /// Notes that a handler has ended.
  func end(hasFailed: Bool) {
    if hasFailed { state.withLock { $0.counts.failed += 1 } }
    running.wrappingSubtract(1, ordering: .relaxed)
  }

  /// Notes that a datagram was dropped.
  ///
  /// - Parameters:
  ///   - reason: why.
  ///   - moment: now, in nanoseconds.
  /// - Returns: whether to tell of it.
  func refuse(_ reason: DatagramRefusal, at moment: Int64) -> Bool {
    state.withLock { state in
      state.counts.refused[reason, default: 0] += 1
      guard moment >= state.quietUntil else { return false }
      state.quietUntil = moment + Self.quietNanoseconds
      return true
    }
  }
}
