extension FTPListedTime {
  /// The moment of a day, at a clock's time or for the day as a whole.
  ///
  /// - Returns: the moment; nil where the calendar does not have the day, or the day not the time.
  init?(year: Int64, month: Int64, day: Int64, clock: ListingClock?) {
    guard (0...9_999).contains(year), (1...12).contains(month), (1...31).contains(day),
      let date = CalendarDate(year: year, month: Int(month), day: Int(day))
    else { return nil }
    guard let clock else {
      self.init(FTPTime(seconds: date.daysSince1970 * FTPTime.secondsOfDay), .day)
      return
    }
    guard let second = clock.secondOfDay else { return nil }
    let moment = date.daysSince1970 * FTPTime.secondsOfDay + second
    guard FTPTime.secondsRange.contains(moment) else { return nil }
    self.init(FTPTime(seconds: moment, nanoseconds: clock.nanoseconds), clock.precision)
  }

  /// The latest moment up to a day after the present that has this day and time in some year.
  ///
  /// - Returns: the moment; nil where no year of the last eight has it. A leap day may be that far
  ///   away, as 2100 has none.
  init?(month: Int64, day: Int64, clock: ListingClock, now: FTPTime) {
    let thisYear = now.parts.date.year
    for year in stride(from: thisYear + 1, through: thisYear - 8, by: -1) {
      let found = Self(year: year, month: month, day: day, clock: clock)
      if let found, found.time.seconds <= now.seconds + FTPTime.secondsOfDay {
        self = found
        return
      }
    }
    return nil
  }

  /// The same moment of a clock that is so many seconds ahead of UTC, in UTC; nil where four digits
  /// of a year cannot say it.
  func moved(fromZone seconds: Int64) -> Self? {
    let moment = time.seconds - seconds
    guard FTPTime.secondsRange.contains(moment) else { return nil }
    return Self(
      FTPTime(seconds: moment, nanoseconds: time.nanoseconds),
      precision,
      isUTC: true
    )
  }
}
