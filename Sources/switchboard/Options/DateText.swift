/// Days and moments as users write them, in UTC: `2026-12-31`, `2026-12-31T18:30:00Z`.
enum DateText {
  /// What they look like, for help.
  static let form = "YYYY-MM-DD, which is the last day (UTC), or YYYY-MM-DDTHH:MM:SSZ"

  /// Reads when something ends.
  ///
  /// - Parameter text: a day, whose end is meant, or a moment; of the years 1970 to 9999.
  /// - Returns: seconds of Unix time.
  /// - Throws: `UsageError` where it is neither.
  static func readEnd(_ text: String) throws(UsageError) -> Int64 {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let start = startOfDay(parts[0]) else { throw UsageError("not \(form)") }
    guard parts.count == 2 else { return start + secondsPerDay }
    guard parts[1].last == "Z", let seconds = secondsOfDay(parts[1].dropLast()) else {
      throw UsageError("not \(form)")
    }
    return start + seconds
  }

  /// A moment as `readEnd` reads it: `2026-12-31T18:30:00Z`.
  static func moment(_ seconds: Int64) -> String {
    let time = seconds - days(of: seconds) * secondsPerDay
    let clock = [time / 3600, time / 60 % 60, time % 60].map { padded($0, 2) }
    return day(Double(seconds)) + "T" + clock.joined(separator: ":") + "Z"
  }

  /// The day of a moment: `2026-12-31`.
  static func day(_ seconds: Double) -> String {
    let (year, month, day) = civil(days(of: Int64(seconds.rounded(.down))))
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  private static let secondsPerDay: Int64 = 86_400

  private static func days(of seconds: Int64) -> Int64 {
    (seconds - (seconds % secondsPerDay + secondsPerDay) % secondsPerDay) / secondsPerDay
  }

  private static func startOfDay(_ text: Substring) -> Int64? {
    let parts = numbers(text, separator: "-", digits: [4, 2, 2])
    guard let parts, (1970...9999).contains(parts[0]), (1...12).contains(parts[1]) else {
      return nil
    }
    let days = days(parts[0], parts[1], parts[2])
    // The 31st of June would be another day.
    guard civil(days) == (parts[0], parts[1], parts[2]) else { return nil }
    return days * secondsPerDay
  }

  private static func secondsOfDay(_ text: Substring) -> Int64? {
    guard let parts = numbers(text, separator: ":", digits: [2, 2, 2]), parts[0] < 24,
      parts[1] < 60, parts[2] < 60
    else { return nil }
    return parts[0] * 3600 + parts[1] * 60 + parts[2]
  }

  private static func numbers(
    _ text: Substring,
    separator: Character,
    digits: [Int]
  ) -> [Int64]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == digits,
      parts.allSatisfy({ $0.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } })
    else { return nil }
    return parts.compactMap { Int64($0) }
  }

  /// Days from the beginning of 1970 to one of the Gregorian calendar.
  ///
  /// Years begin in March here, so that the odd day is the last: 146,097 days are 400 years.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let ofEra = year % 400 * 365 + year % 400 / 4 - year % 400 / 100 + ofYear
    return year / 400 * 146_097 + ofEra - 719_468
  }

  /// Year, month and day of a number of days since the beginning of 1970, from there on.
  private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
    let (era, ofEra) = (days + 719_468).quotientAndRemainder(dividingBy: 146_097)
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let part = (5 * ofYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * part + 2) / 5 + 1)
  }

  private static func padded(_ number: Int64, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
