extension FTPTime {
  /// The moment that bytes say.
  ///
  /// Fourteen digits: a day that the calendar has, hour, minute and second. The second may be 60,
  /// which is the one after 59. A point and at least a digit may follow; digits beyond
  /// `FTPLimits.fractionDigitsMax` are not looked at for their value.
  ///
  /// - Parameter text: nothing else may be in it.
  package init?(_ text: [UInt8]) {
    let (whole, fraction) = text.cut(at: .period)
    guard whole.count == 14, let moment = Self.seconds(whole) else { return nil }
    var nanoseconds = 0
    if let fraction {
      guard let value = Self.nanoseconds(fraction) else { return nil }
      nanoseconds = value
    }
    guard Self.secondsRange.contains(moment) else { return nil }
    self.init(seconds: moment, nanoseconds: nanoseconds)
  }

  /// The seconds that fourteen digits say, or twelve, which leave out the seconds of a minute.
  static func seconds(_ digits: [UInt8]) -> Int64? {
    func number(_ range: Range<Int>) -> Int64? { digits[range].decimalNumber() }
    guard digits.count == 12 || digits.count == 14,
      let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
      let date = CalendarDate(year: year, month: Int(month), day: Int(day)),
      let hour = number(8..<10), hour < 24, let minute = number(10..<12), minute < 60,
      let second = digits.count == 14 ? number(12..<14) : 0, second <= 60
    else { return nil }
    return date.daysSince1970 * secondsOfDay + (hour * 60 + minute) * 60 + second
  }

  /// What the digits behind a point are worth; nil where there are none, or other bytes.
  static func nanoseconds(_ fraction: [UInt8]) -> Int? {
    guard fraction.areDigits else { return nil }
    return (0..<FTPLimits.fractionDigitsMax).reduce(0) { value, place in
      value * 10 + (place < fraction.count ? fraction[place].digit ?? 0 : 0)
    }
  }

  /// Appends the fourteen digits, without a fraction.
  ///
  /// Clients compare what MDTM, MLSD and MFMT say, and MFMT sets whole seconds.
  package func append(to output: inout [UInt8]) {
    let (date, second) = parts
    output.append(date.year, width: 4, padding: UInt8(ascii: "0"))
    output.append(twoDigits: date.month)
    output.append(twoDigits: date.day)
    output.append(twoDigits: Int(second / 3_600))
    output.append(twoDigits: Int(second / 60 % 60))
    output.append(twoDigits: Int(second % 60))
  }
}

extension FTPTime: CustomStringConvertible {
  /// The fourteen digits.
  package var description: String {
    var digits: [UInt8] = []
    append(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }
}
