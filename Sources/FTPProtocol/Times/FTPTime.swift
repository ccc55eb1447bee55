/// A moment in UTC, as the protocol writes it: `YYYYMMDDHHMMSS`, with a fraction where there is one
/// (RFC 3659 §2.3).
package struct FTPTime: Hashable, Sendable {
  /// Seconds since the start of 1970, without leap seconds; negative before.
  package let seconds: Int64

  /// What is to be added to them, from 0 to 999,999,999.
  package let nanoseconds: Int

  /// What four digits of a year can say: from the start of the year 0 to the end of 9999.
  package static let secondsRange: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

  /// A moment.
  ///
  /// - Parameters:
  ///   - seconds: since the start of 1970. A time that four digits of a year cannot say becomes the
  ///     nearest that they can: a file system may hold anything.
  ///   - nanoseconds: what is to be added; outside of its range the nearest within.
  package init(seconds: Int64, nanoseconds: Int = 0) {
    self.seconds = min(max(seconds, Self.secondsRange.lowerBound), Self.secondsRange.upperBound)
    self.nanoseconds = min(max(nanoseconds, 0), 999_999_999)
  }

  static let secondsOfDay: Int64 = 86_400

  /// The day, and the seconds since it began.
  var parts: (date: CalendarDate, second: Int64) {
    let second = (seconds % Self.secondsOfDay + Self.secondsOfDay) % Self.secondsOfDay
    return (CalendarDate(daysSince1970: (seconds - second) / Self.secondsOfDay), second)
  }
}
