internal import SystemCalls

/// A moment at which waiting ends by itself.
///
///     try await connection.read(atMost: 1024, deadline: .after(.seconds(30)))
///
/// It is a number of nanoseconds of the loops' clock (clock_gettime(2) `CLOCK_MONOTONIC`), which
/// costs nothing to hand on and to compare.
@frozen
public struct Deadline: Hashable, Sendable, Comparable {
  /// The moment; `Int64.max` is never.
  @usableFromInline package let nanoseconds: Int64

  /// The deadline that does not come.
  @inlinable public static var never: Deadline { Deadline(nanoseconds: .max) }

  /// A moment of a loop's clock.
  @inlinable
  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// A moment of the clock that programs use.
  ///
  /// The two clocks run alike, but for a machine that was suspended: the deadline is later by as
  /// much.
  public init(_ instant: ContinuousClock.Instant) {
    nanoseconds = ClockAnchor.shared.nanoseconds(of: instant)
  }

  /// A moment that is so far away from now.
  ///
  /// - Parameter duration: rounded up to nanoseconds; zero and less has passed already, which a
  ///   call that need not wait does not notice.
  /// - Returns: the moment; what lies beyond 292 years is never.
  public static func after(_ duration: Duration) -> Deadline {
    Deadline(nanoseconds: ClockAnchor.nanoseconds(MonotonicClock.nanoseconds, after: duration))
  }

  /// Whether the left one comes first.
  @inlinable
  public static func < (left: Deadline, right: Deadline) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// A moment that is later than this by `duration`, rounded up; earlier for a negative one.
  ///
  /// From never it is never, by whatever duration.
  public func advanced(by duration: Duration) -> Deadline {
    guard self != .never else { return .never }
    return Deadline(nanoseconds: ClockAnchor.nanoseconds(nanoseconds, after: duration))
  }

  /// How long it is from this moment to `other`; negative where that comes first.
  public func duration(to other: Deadline) -> Duration {
    .nanoseconds(other.nanoseconds) - .nanoseconds(nanoseconds)
  }

  /// What `withDeadline` says for the current task; never, outside of one.
  @TaskLocal
  package static var ofTask = Deadline.never
}
