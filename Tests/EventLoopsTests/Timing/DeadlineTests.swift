import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

struct DeadlineTests {
  /// A moment, what is added to it, and what that is.
  struct Row: Sendable {
    var start: Int64
    var duration: Duration
    var sum: Int64

    init(_ start: Int64, _ duration: Duration, _ sum: Int64) {
      (self.start, self.duration, self.sum) = (start, duration, sum)
    }
  }

  static let rows: [Row] = [
    Row(0, .zero, 0),
    Row(5, .nanoseconds(7), 12),
    Row(5, .seconds(2), 2_000_000_005),
    Row(5, .nanoseconds(-3), 2),
    Row(5, .seconds(-1), 0),
    // Rounded up: a deadline is never early.
    Row(5, Duration(secondsComponent: 0, attosecondsComponent: 1), 6),
    Row(5, Duration(secondsComponent: 0, attosecondsComponent: 1_000_000_000), 6),
    Row(5, Duration(secondsComponent: 0, attosecondsComponent: 1_000_000_001), 7),
    Row(5, Duration(secondsComponent: 0, attosecondsComponent: -1), 5),
    Row(5, Duration(secondsComponent: 0, attosecondsComponent: -1_999_999_999), 4),
    Row(5, .seconds(Int64.max), .max),
    Row(5, .seconds(Int64.min), 0),
    Row(.max - 1, .nanoseconds(1), .max),
    Row(.max - 1, .nanoseconds(2), .max),
    Row(.max - 1, .seconds(1), .max),
    Row(.max - 1, .nanoseconds(-1), .max - 2),
    Row(.max - 1, .seconds(9_223_372_036), .max),
    // Never stays never.
    Row(.max, .nanoseconds(1), .max),
    Row(.max, .seconds(-1), .max),
    Row(.max, .seconds(Int64.min), .max),
  ]

  @Test(arguments: rows)
  func `a moment later is that much later, or never`(row: Row) {
    let sum = Deadline(nanoseconds: row.start).advanced(by: row.duration)
    #expect(sum == Deadline(nanoseconds: row.sum))
  }

  @Test func `deadlines are in the order of their moments, with never as the last`() {
    let order = [0, 1, Int64.max - 1].map { Deadline(nanoseconds: $0) } + [.never]
    for (index, deadline) in order.enumerated() {
      for (other, later) in order.enumerated() {
        #expect((deadline < later) == (index < other))
        #expect((deadline == later) == (index == other))
      }
    }
  }

  @Test func `what is after a time from now is that much later on the loops' clock`() {
    for duration in [Duration.zero, .milliseconds(1), .seconds(3600), .seconds(-1)] {
      let before = Deadline(nanoseconds: MonotonicClock.nanoseconds).advanced(by: duration)
      let deadline = Deadline.after(duration)
      let after = Deadline(nanoseconds: MonotonicClock.nanoseconds).advanced(by: duration)
      #expect(before <= deadline && deadline <= after)
    }
    #expect(Deadline.after(.seconds(Int64.max)) == .never)
    #expect(Deadline.after(.seconds(Int64.min)) == Deadline(nanoseconds: 0))
  }

  @Test func `an instant of the continuous clock is the same moment, and never earlier`() {
    for duration in [Duration.zero, .seconds(100), .seconds(-1)] {
      let deadline = Deadline(ContinuousClock.now.advanced(by: duration))
      let after = Deadline(nanoseconds: MonotonicClock.nanoseconds).advanced(by: duration)
      // What the two clocks' first look at each other took, and what this test did.
      let slack = Duration.seconds(1)
      #expect(abs(deadline.duration(to: after)) < slack)
    }
    let far = ContinuousClock.now.advanced(by: .seconds(1 << 40))
    #expect(Deadline(far) == .never)
    #expect(Deadline(ContinuousClock.now.advanced(by: .seconds(-(1 << 40)))) < .after(.zero))
  }

  @Test func `from one deadline to another it is as long as it says`() {
    let (early, late) = (Deadline(nanoseconds: 5), Deadline(nanoseconds: 12))
    #expect(early.duration(to: late) == .nanoseconds(7))
    #expect(late.duration(to: early) == .nanoseconds(-7))
    #expect(early.duration(to: .never) == .nanoseconds(Int64.max - 5))
  }
}

private func abs(_ duration: Duration) -> Duration {
  duration < .zero ? .zero - duration : duration
}
