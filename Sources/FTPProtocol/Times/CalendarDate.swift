/// A day of the Gregorian calendar, which is taken to have always been in use.
struct CalendarDate: Hashable {
  let year: Int64
  /// From 1.
  let month: Int
  /// From 1.
  let day: Int

  /// The calendar repeats itself after this many days: 400 years of 365, and 97 leap days.
  private static let cycleDays: Int64 = 146_097
  /// Days from the first of March of the year 0, from which the formulas count, to 1970.
  private static let daysBefore1970: Int64 = 719_468

  /// This day; nil where there is none.
  init?(year: Int64, month: Int, day: Int) {
    guard (1...12).contains(month), (1...Self.daysIn(month: month, of: year)).contains(day) else {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that is so many days after 1 January 1970.
  ///
  /// Years are counted from March here, so that a leap day is the last of its year.
  init(daysSince1970: Int64) {
    let days = daysSince1970 + Self.daysBefore1970
    let cycle = Self.quotientDown(days, Self.cycleDays)
    let dayOfCycle = days - cycle * Self.cycleDays
    // The cycle's last day is the leap day of its 400th year, and each 100th year but that lacks
    // one.
    let century = min(dayOfCycle / 36_524, 3)
    let dayOfCentury = dayOfCycle - century * 36_524
    let quadrennium = dayOfCentury / 1_461
    let dayOfQuadrennium = dayOfCentury - quadrennium * 1_461
    let yearOfQuadrennium = min(dayOfQuadrennium / 365, 3)
    let dayOfYear = Int(dayOfQuadrennium - yearOfQuadrennium * 365)
    // From March months have 31, 30, 31, 30, 31 days, again and again: 153 in five.
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let marchYear = cycle * 400 + century * 100 + quadrennium * 4 + yearOfQuadrennium
    year = month <= 2 ? marchYear + 1 : marchYear
  }

  /// How many days it is after 1 January 1970; negative before.
  var daysSince1970: Int64 {
    let marchYear = month <= 2 ? year - 1 : year
    let cycle = Self.quotientDown(marchYear, 400)
    let yearOfCycle = marchYear - cycle * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = Int64((153 * monthFromMarch + 2) / 5 + day - 1)
    let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
    return cycle * Self.cycleDays + dayOfCycle - Self.daysBefore1970
  }

  private static func daysIn(month: Int, of year: Int64) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func quotientDown(_ number: Int64, _ divisor: Int64) -> Int64 {
    number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
  }
}
