import EventLoops
import Synchronization

/// A clock that stands still until a test moves it.
final class SteppedClock: LoopClock {
  private let now = Atomic<Int64>(1_000_000_000)

  var nanoseconds: Int64 { now.load(ordering: .acquiring) }

  func sleepNanoseconds(until moment: Int64) -> Int64? {
    nanoseconds >= moment ? 0 : nil
  }

  /// Moves it on.
  func advance(by duration: Duration) {
    now.wrappingAdd(Int64(duration / .nanoseconds(1)), ordering: .releasing)
  }
}
