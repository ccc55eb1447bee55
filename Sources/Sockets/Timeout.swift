/// The three ways a socket waits, as one number of nanoseconds.
enum Timeout {
  /// Waits for as long as it takes.
  static let none: Int64 = -1
  /// Never waits.
  static let zero: Int64 = 0

  /// Rounded up, so that a wait is never shorter than asked; what exceeds 292 years is 292 years.
  ///
  /// - Parameter duration: not negative.
  /// - Returns: nanoseconds, 0 for zero alone.
  static func nanoseconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return .max }
    let part = (attoseconds + 999_999_999) / 1_000_000_000
    let (sum, sumOverflow) = whole.addingReportingOverflow(part)
    return sumOverflow ? .max : sum
  }
}
