internal import SystemCalls

/// What an event loop reads the time from: the system's monotonic clock, or a test's.
package protocol LoopClock: Sendable {
  /// Nanoseconds since a moment that stays the same.
  var nanoseconds: Int64 { get }

  /// How long the loop's thread may sleep until the clock shows `moment`; nil where someone will
  /// wake it, as whoever moves a test's clock does.
  func sleepNanoseconds(until moment: Int64) -> Int64?
}

/// The system's monotonic clock: clock_gettime(2) `CLOCK_MONOTONIC`.
package struct SystemClock: LoopClock {
  package init() {}

  package var nanoseconds: Int64 { MonotonicClock.nanoseconds }

  package func sleepNanoseconds(until moment: Int64) -> Int64? {
    max(0, moment - MonotonicClock.nanoseconds)
  }
}
