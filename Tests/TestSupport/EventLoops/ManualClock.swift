import EventLoops
import Synchronization
import SystemCalls

/// A clock that moves when a test says so, for event loops: one that waits for it sleeps until
/// then.
///
/// It begins with what the system's clock shows, so that a deadline made by `Deadline.after` is
/// later than what the same time after `loop.now` is, by as much as the machine took.
package final class ManualClock: LoopClock {
  private struct State {
    var nanoseconds: Int64
    /// The loops that sleep until the clock moves.
    var sleepers: [ObjectIdentifier: Sleeper] = [:]
  }

  private struct Sleeper {
    weak let loop: EventLoop?
  }

  private let state = Mutex(State(nanoseconds: MonotonicClock.nanoseconds))

  /// A clock that stands still.
  package init() {}

  package var nanoseconds: Int64 { state.withLock { $0.nanoseconds } }

  /// Nil, and a note of the loop that asks, unless the moment has come.
  package func sleepNanoseconds(until moment: Int64) -> Int64? {
    let loop = EventLoop.current
    return state.withLock { state in
      guard moment > state.nanoseconds else { return 0 }
      if let loop { state.sleepers[ObjectIdentifier(loop)] = Sleeper(loop: loop) }
      return nil
    }
  }

  /// Moves the clock on, and wakes the loops that sleep by it.
  ///
  /// - Parameter duration: not negative. `EventLoop.rest()` waits for what it brings about.
  package func advance(by duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let sleepers = state.withLock { state in
      state.nanoseconds += seconds * 1_000_000_000 + attoseconds / 1_000_000_000
      defer { state.sleepers = [:] }
      return state.sleepers.values.compactMap(\.loop)
    }
    for loop in sleepers { loop.execute {} }
  }
}
