/// A date among the words of a line of `ls -l`, which writes it in the ways of its settings.
struct ListingDate {
  /// The moment; nil for a day that the calendar does not have, or a month whose name is unknown.
  let time: FTPListedTime?
  /// How many words it is.
  let wordCount: Int
  /// How many spaces separate it from the name.
  var spacesMax = 1

  /// A way of writing dates.
  ///
  /// Those come first that are mistaken the least: a size before them may
  /// look like a day.
  enum Style: CaseIterable {
    /// `Feb 13 23:31`, `Feb 13  2009`, `Feb 13 23:31:30 2009`, `2009-02-13 23:31`,
    /// `2009-02-13 23:31:30.25 +0100`, `02-13 23:31`.
    case monthFirst
    /// `13 Feb 23:31`, `13. Feb 2009`.
    case dayFirst
    /// `13 févr. 23:31`, or any other word that is no number for the month.
    case unknownLanguage
  }

  /// The date that begins with a word; nil where none does.
  init?(_ style: Style, in words: ListingWords, at index: Int, now: FTPTime) {
    let found: Self? =
      switch style {
      case .monthFirst:
        Self.named(words, index, monthAt: index, dayAt: index + 1, now)
          ?? Self.numeric(words, index, now)
      case .dayFirst: Self.named(words, index, monthAt: index + 1, dayAt: index, now)
      case .unknownLanguage: Self.unknown(words, index)
      }
    guard let found else { return nil }
    self = found
  }

  private init(_ time: FTPListedTime?, wordCount: Int, spacesMax: Int = 1) {
    self.time = time
    self.wordCount = wordCount
    self.spacesMax = spacesMax
  }

  /// Month and day in letters and digits, then the time or the year, or both.
  private static func named(
    _ words: ListingWords,
    _ index: Int,
    monthAt: Int,
    dayAt: Int,
    _ now: FTPTime
  ) -> Self? {
    guard let month = words[monthAt].flatMap(month), let day = words[dayAt].flatMap(day),
      let last = words[index + 2]
    else { return nil }
    if let clock = ListingClock(last) {
      guard clock.precision == .second, let year = words[index + 3].flatMap(fullYear),
        words.count > index + 4
      else {
        return Self(FTPListedTime(month: month, day: day, clock: clock, now: now), wordCount: 3)
      }
      let time = FTPListedTime(year: year, month: month, day: day, clock: clock)
      return Self(time, wordCount: 4)
    }
    let year = monthAt < dayAt && last.count < 4 ? last.decimalNumber() : fullYear(last)
    guard let year else { return nil }
    return Self(FTPListedTime(year: year, month: month, day: day, clock: nil), wordCount: 3)
  }

  /// The date as of ISO 8601, or what `ls` makes of it for the recent months.
  private static func numeric(_ words: ListingWords, _ index: Int, _ now: FTPTime) -> Self? {
    guard let word = words[index], let first = word.first, first.digit != nil else { return nil }
    let parts = word.split(separator: .hyphen, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.count <= 4 ? $0.decimalNumber() : nil }
    guard numbers.count == parts.count, parts.last?.count == 2 else { return nil }
    let clock = words[index + 1].flatMap { ListingClock($0) }
    if parts.count == 2, parts[0].count == 2, let clock {
      let time = FTPListedTime(month: numbers[0], day: numbers[1], clock: clock, now: now)
      return Self(time, wordCount: 2)
    }
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2 else { return nil }
    var time = FTPListedTime(year: numbers[0], month: numbers[1], day: numbers[2], clock: clock)
    guard let clock else { return Self(time, wordCount: 1, spacesMax: 2) }
    guard clock.precision == .second, let zone = words[index + 2].flatMap(zoneSeconds) else {
      return Self(time, wordCount: 2)
    }
    time = time.flatMap { $0.moved(fromZone: zone) }
    return Self(time, wordCount: 3)
  }

  /// A date whose month is a word of some language, of which the time and so much is known that it
  /// is one.
  private static func unknown(_ words: ListingWords, _ index: Int) -> Self? {
    guard let first = words[index], let second = words[index + 1] else { return nil }
    if first.first?.digit != nil, isBeyondASCII(first), isClockOrYear(second) {
      return Self(nil, wordCount: 2)
    }
    guard let third = words[index + 2], isClockOrYear(third) else { return nil }
    let isDate = isName(first) && day(second) != nil || day(first) != nil && isName(second)
    return isDate ? Self(nil, wordCount: 3) : nil
  }

  private static func isName(_ word: ArraySlice<UInt8>) -> Bool {
    isBeyondASCII(word) || word.contains(where: \.isLetter) && !word.contains { $0.digit != nil }
  }

  private static func isBeyondASCII(_ word: ArraySlice<UInt8>) -> Bool {
    word.contains { $0 >= 0x80 }
  }

  private static func isClockOrYear(_ word: ArraySlice<UInt8>) -> Bool {
    ListingClock(word) != nil || fullYear(word) != nil
  }
}

// The parts of dates.
extension ListingDate {
  /// The month that three letters say in English.
  static func month(_ word: ArraySlice<UInt8>) -> Int64? {
    guard word.count == 3 else { return nil }
    return months.firstIndex { word.isWord($0) }.map { Int64($0) + 1 }
  }

  /// One digit or two, and a point behind them in some languages.
  private static func day(_ word: ArraySlice<UInt8>) -> Int64? {
    let digits = word.last == .period ? word.dropLast() : word
    return digits.count <= 2 ? digits.decimalNumber() : nil
  }

  /// Four digits.
  static func fullYear(_ word: ArraySlice<UInt8>) -> Int64? {
    word.count == 4 ? word.decimalNumber() : nil
  }

  /// How far a zone is ahead of UTC: `+0100`.
  private static func zoneSeconds(_ word: ArraySlice<UInt8>) -> Int64? {
    guard word.count == 5, word.first == UInt8(ascii: "+") || word.first == .hyphen,
      let number = word.dropFirst().decimalNumber()
    else { return nil }
    let seconds = (number / 100 * 60 + number % 100) * 60
    return word.first == .hyphen ? -seconds : seconds
  }

  private static let months = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
  ]
}
