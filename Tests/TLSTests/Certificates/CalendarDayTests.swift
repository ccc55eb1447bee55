import Testing

@testable import TLS

/// Days of errors.
@Suite struct CalendarDayTests {
  @Test(arguments: [
    (0, "1970-01-01"), (86_399, "1970-01-01"), (-1, "1969-12-31"), (951_782_400, "2000-02-29"),
    (951_868_800, "2000-03-01"), (1_714_521_600, "2024-05-01"), (4_102_444_799, "2099-12-31"),
    (253_402_300_799, "9999-12-31"),
  ])
  func `a moment is of a day`(seconds: Int64, text: String) {
    #expect("\(CalendarDay(seconds: seconds))" == text)
  }
}
