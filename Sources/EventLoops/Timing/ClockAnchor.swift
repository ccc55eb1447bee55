internal import SystemCalls

/// What `ContinuousClock` and the loops' clock showed at one moment, so that instants of one can be
/// told in the other without reading either.
///
/// Both run at the same rate, but for a machine that was suspended: the loops' clock stood still
/// then, and deadlines are later by as much.
struct ClockAnchor: Sendable {
  static let shared = ClockAnchor()

  private let instant: ContinuousClock.Instant
  private let nanoseconds: Int64

  private init() {
    instant = ContinuousClock.now
    nanoseconds = MonotonicClock.nanoseconds
  }

  /// The moment in nanoseconds of the loops' clock.
  func nanoseconds(of instant: ContinuousClock.Instant) -> Int64 {
    ClockAnchor.nanoseconds(nanoseconds, after: instant - self.instant)
  }

  /// A moment that is so much later than another, rounded up: 0 at least; never, where it lies
  /// beyond 292 years.
  static func nanoseconds(_ moment: Int64, after duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    // Both have the same sign; division rounds towards zero, which is up for what is negative.
    let (towardsZero, rest) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let part = rest > 0 ? towardsZero + 1 : towardsZero
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? 0 : .max }
    // Neither sum falls below the least number, as no moment is negative.
    let (later, laterOverflow) = moment.addingReportingOverflow(part)
    let (sum, sumOverflow) = whole.addingReportingOverflow(later)
    return laterOverflow || sumOverflow ? .max : max(0, sum)
  }
}
