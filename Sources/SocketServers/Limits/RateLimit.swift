/// How often something may happen: so many times in a period, and so many at once.
///
///     RateLimit(20)                                    // 20 a second
///     RateLimit(100, per: .seconds(60), burst: 10)     // 100 a minute, 10 at once
public struct RateLimit: Hashable, Sendable {
  /// How many may happen in a period, at least 1.
  public let count: Int
  /// The period, at least a nanosecond.
  public let period: Duration
  /// How many may happen at once after a time without any, at least 1.
  public let burst: Int

  /// A limit.
  ///
  /// - Parameters:
  ///   - count: how many may happen in a period; less than 1 is 1.
  ///   - period: from a nanosecond to 292 years; what is outside of it is the nearest of these.
  ///   - burst: how many may happen at once; less than 1 is 1, nil is as many as in a period.
  public init(_ count: Int, per period: Duration = .seconds(1), burst: Int? = nil) {
    self.count = max(1, count)
    self.period = min(max(period, .nanoseconds(1)), .nanoseconds(Int64.max))
    self.burst = max(1, burst ?? count)
  }

  /// The period in nanoseconds, from 1.
  var periodNanoseconds: Int64 {
    let (seconds, attoseconds) = period.components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
