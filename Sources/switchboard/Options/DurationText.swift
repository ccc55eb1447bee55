/// A time as users write it: `10`, `10s`, `1.5s`, `250ms`, `2m`, `1h`.
enum DurationText {
  /// The longest time that can be meant: a century is a mistake.
  static let secondsMax: Int64 = 100 * 365 * 24 * 3600

  /// What a duration looks like, for help.
  static let form = "a number of seconds, or with its unit, as 250ms, 10s, 2m or 1h"

  /// Units with their lengths in nanoseconds, those with longer names first.
  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("ms", 1_000_000), ("us", 1000), ("ns", 1), ("s", 1_000_000_000),
    ("m", 60_000_000_000), ("h", 3_600_000_000_000),
  ]

  /// Reads a duration, which is not negative; parts of a nanosecond are left out.
  ///
  /// - Throws: `UsageError` where it is none, or longer than `secondsMax`.
  static func read(_ text: String) throws(UsageError) -> Duration {
    let unit = units.first { text.hasSuffix($0.name) } ?? ("", 1_000_000_000)
    let number = text.dropLast(unit.name.count)
    let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy(isDigits) else { throw UsageError("not \(form)") }
    guard let whole = Int64(parts[0]), whole <= secondsMax * 1_000_000_000 / unit.nanoseconds else {
      throw UsageError("longer than a century")
    }
    // The product has up to 92 bits before it is divided.
    let billionths = Int128(whole) * 1_000_000_000 + Int128(billionths(parts.dropFirst().first))
    return .nanoseconds(Int64(billionths * Int128(unit.nanoseconds) / 1_000_000_000))
  }

  /// The shortest text that is read as this duration, which has no part of a nanosecond.
  static func write(_ duration: Duration) -> String {
    let (seconds, rest) = duration.components
    let nanoseconds = Int128(seconds) * 1_000_000_000 + Int128(rest / 1_000_000_000)
    guard nanoseconds > 0 else { return "0s" }
    let whole = units.filter { nanoseconds % Int128($0.nanoseconds) == 0 }
    guard let unit = whole.max(by: { $0.nanoseconds < $1.nanoseconds }) else { return "0s" }
    return "\(nanoseconds / Int128(unit.nanoseconds))\(unit.name)"
  }

  /// The digits behind the point, of which the first nine count.
  private static func billionths(_ digits: Substring?) -> Int64 {
    let digits = digits?.prefix(9) ?? ""
    return Int64(digits + String(repeating: "0", count: 9 - digits.count)) ?? 0
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }
}
