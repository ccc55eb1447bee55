internal import SystemCalls

/// The moment at which a call gives up, on the monotonic clock.
struct CallDeadline {
  private let end: Int64

  /// - Parameter nanoseconds: how long from now.
  init(after nanoseconds: Int64) {
    let (sum, overflow) = MonotonicClock.nanoseconds.addingReportingOverflow(nanoseconds)
    end = overflow ? .max : sum
  }

  /// What poll(2) may still wait: rounded up, so that it does not spin through the last
  /// millisecond, and 0 once the time is over, which still looks once.
  var remainingMilliseconds: Int32 {
    let (whole, part) = remainingNanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return Int32(clamping: whole + (part == 0 ? 0 : 1))
  }

  /// Whether the time is over.
  var isOver: Bool { remainingNanoseconds == 0 }

  private var remainingNanoseconds: Int64 {
    max(0, end - MonotonicClock.nanoseconds)
  }
}
