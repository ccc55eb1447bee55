/// Keeps one thing to a rate limit: a bucket of tokens that fills by itself, up to the burst, and
/// that everything which happens takes a token from.
///
/// It has no clock. Moments are nanoseconds of any clock that does not go back; one that does fills
/// nothing meanwhile. All arithmetic is exact: no token is lost to rounding, however small the
/// steps are.
package struct TokenBucket: Hashable, Sendable {
  /// What it keeps to.
  package let limit: RateLimit
  /// Tokens, in units that are so small that a nanosecond brings a whole number of them: a token is
  /// as many as the period has nanoseconds, and a nanosecond brings `limit.count`.
  ///
  /// No product of two numbers of 63 bits is too large for it, nor the sum of two such products.
  private var level: Int128
  /// When `level` was right.
  private var moment: Int64

  /// A full bucket.
  ///
  /// - Parameters:
  ///   - limit: what it keeps to.
  ///   - moment: now, in nanoseconds.
  package init(_ limit: RateLimit, at moment: Int64) {
    self.limit = limit
    self.moment = moment
    level = Self.capacity(of: limit)
  }

  /// Takes tokens, if there are as many.
  ///
  /// - Parameters:
  ///   - count: how many, from 0. More than the burst are never there.
  ///   - moment: now, in nanoseconds.
  /// - Returns: whether they were there; else none was taken.
  package mutating func take(_ count: Int = 1, at moment: Int64) -> Bool {
    fill(until: moment)
    let cost = cost(of: count)
    guard level >= cost else { return false }
    level -= cost
    return true
  }

  /// How long it takes until there are so many tokens, if nobody takes any.
  ///
  /// - Parameters:
  ///   - count: how many, from 0.
  ///   - moment: now, in nanoseconds.
  /// - Returns: nanoseconds, rounded up; 0 where they are there. Nil: never, it is more than the
  ///   burst.
  package func nanoseconds(until count: Int, at moment: Int64) -> Int64? {
    guard count <= limit.burst else { return nil }
    var filled = self
    filled.fill(until: moment)
    let missing = max(0, cost(of: count) - filled.level)
    let (whole, rest) = missing.quotientAndRemainder(dividingBy: Int128(limit.count))
    return Int64(clamping: rest == 0 ? whole : whole + 1)
  }

  /// Tokens that are there.
  ///
  /// - Parameter moment: now, in nanoseconds.
  /// - Returns: whole ones, from 0 to the burst.
  package func available(at moment: Int64) -> Int {
    var filled = self
    filled.fill(until: moment)
    return Int(filled.level / Int128(limit.periodNanoseconds))
  }

  private mutating func fill(until moment: Int64) {
    guard moment > self.moment else { return }
    let elapsed = min(Int128(moment) - Int128(self.moment), Int128(Int64.max))
    self.moment = moment
    level = min(level + elapsed * Int128(limit.count), Self.capacity(of: limit))
  }

  private func cost(of count: Int) -> Int128 {
    Int128(max(0, count)) * Int128(limit.periodNanoseconds)
  }

  private static func capacity(of limit: RateLimit) -> Int128 {
    Int128(limit.burst) * Int128(limit.periodNanoseconds)
  }
}
