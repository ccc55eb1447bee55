/// A time of day as listings write it: `23:31`, `23:31:30.25`, `11:31PM`.
struct ListingClock {
  /// A half of the day, from which 12-hour clocks count.
  enum Half {
    case morning
    case afternoon

    /// `AM`, `PM`, `a` or `p`.
    init?(_ word: some Collection<UInt8>) {
      if word.isWord("AM") || word.isWord("A") {
        self = .morning
      } else if word.isWord("PM") || word.isWord("P") {
        self = .afternoon
      } else {
        return nil
      }
    }
  }

  /// The minute, or the second where one is told.
  let precision: FTPListedTime.Precision
  /// The half of the day; nil for a clock of 24 hours.
  var half: Half?
  /// What is to be added to the second.
  private(set) var nanoseconds = 0
  private let hour: Int64
  private let minute: Int64
  private let second: Int64

  /// The clock that a word says; nil where it does not look like one.
  init?(_ word: ArraySlice<UInt8>) {
    let digits = word.prefix { !$0.isLetter }
    if digits.count < word.count {
      guard let half = Half(word[digits.endIndex...]) else { return nil }
      self.half = half
    }
    let parts = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3,
      (1...2).contains(parts[0].count), let hour = parts[0].decimalNumber(),
      parts[1].count == 2, let minute = parts[1].decimalNumber()
    else { return nil }
    self.hour = hour
    self.minute = minute
    guard parts.count == 3 else {
      precision = .minute
      second = 0
      return
    }
    let (whole, fraction) = parts[2].cut(at: .period)
    guard whole.count == 2, let second = whole.decimalNumber() else { return nil }
    self.second = second
    precision = .second
    if let fraction {
      guard let nanoseconds = FTPTime.nanoseconds(fraction) else { return nil }
      self.nanoseconds = nanoseconds
    }
  }

  /// The seconds since the day began; nil for a time that no day has.
  var secondOfDay: Int64? {
    guard minute < 60, second <= 60, let hour = hourOfDay else { return nil }
    return (hour * 60 + minute) * 60 + second
  }

  private var hourOfDay: Int64? {
    guard let half else { return hour < 24 ? hour : nil }
    guard (1...12).contains(hour) else { return nil }
    return hour % 12 + (half == .afternoon ? 12 : 0)
  }
}
