import TestSupport
import Testing

@testable import FTPProtocol

@Suite struct FTPTimeTests {
  /// Seconds and how they are written, as date(1) of GNU does it.
  static let times: [(Int64, String)] = [
    (0, "19700101000000"), (-1, "19691231235959"), (1_234_567_890, "20090213233130"),
    (951_782_399, "20000228235959"), (951_782_400, "20000229000000"),
    (951_868_800, "20000301000000"), (2_147_483_647, "20380119031407"),
    (2_147_483_648, "20380119031408"), (4_107_542_400, "21000301000000"),
    (4_107_542_399, "21000228235959"), (-2_203_891_200, "19000301000000"),
    (-11_670_998_400, "16000229000000"), (-62_167_219_200, "00000101000000"),
    (253_402_300_799, "99991231235959"), (-2_147_483_649, "19011213204551"),
    (1_709_208_000, "20240229120000"),
  ]

  @Test(arguments: times)
  func `a time is written and read`(seconds: Int64, digits: String) {
    #expect(FTPTime(seconds: seconds).description == digits)
    #expect(FTPTime(bytes(digits)) == FTPTime(seconds: seconds))
  }

  /// A text and what it says.
  static let read: [(String, FTPTime)] = [
    ("20161231235960", FTPTime(seconds: 1_483_228_800)),
    ("20090213233130.5", FTPTime(seconds: 1_234_567_890, nanoseconds: 500_000_000)),
    ("20090213233130.000000001", FTPTime(seconds: 1_234_567_890, nanoseconds: 1)),
    ("20090213233130.0000000019", FTPTime(seconds: 1_234_567_890, nanoseconds: 1)),
    ("20090213233130.123", FTPTime(seconds: 1_234_567_890, nanoseconds: 123_000_000)),
    ("19691231235959.999", FTPTime(seconds: -1, nanoseconds: 999_000_000)),
  ]

  @Test(arguments: read)
  func `fractions and leap seconds are read`(digits: String, time: FTPTime) {
    #expect(FTPTime(bytes(digits)) == time)
  }

  @Test(arguments: [
    "", "2009", "200902132331", "2009021323313", "200902132331300", "20091313233130",
    "20090013233130", "20090200233130", "20090230000000", "20090229000000", "19000229000000",
    "20090431000000", "20090213243130", "20090213236030", "20090213233161", "2009021323313x",
    " 20090213233130", "20090213233130 ", "20090213233130.", "20090213233130.x",
    "20090213233130.1.2", "+0090213233130", "-2009021323313", "99991231235960",
  ])
  func `what is no time is refused`(digits: String) {
    #expect(FTPTime(bytes(digits)) == nil)
  }

  @Test func `times that four digits cannot say become the nearest`() {
    #expect(FTPTime(seconds: .max).description == "99991231235959")
    #expect(FTPTime(seconds: .min).description == "00000101000000")
    #expect(FTPTime(seconds: 0, nanoseconds: -1).nanoseconds == 0)
    #expect(FTPTime(seconds: 0, nanoseconds: .max).nanoseconds == 999_999_999)
  }

  @Test func `each day of four cycles has the date after that of the day before`() throws {
    var (year, month, day) = (Int64(-400), 1, 1)
    let first = try #require(CalendarDate(year: year, month: month, day: day)).daysSince1970
    for days in first..<(first + 4 * 146_097) {
      let date = CalendarDate(daysSince1970: days)
      guard (date.year, date.month, date.day) == (year, month, day), date.daysSince1970 == days
      else {
        Issue.record("\(days) is \(date) and should be \(year)-\(month)-\(day)")
        return
      }
      if CalendarDate(year: year, month: month, day: day + 1) != nil {
        day += 1
      } else {
        (month, day) = (month == 12 ? 1 : month + 1, 1)
        year += month == 1 ? 1 : 0
      }
    }
    #expect(first == -865_625)
    #expect((year, month, day) == (1_200, 1, 1))
  }

  @Test func `random times are read as they are written`() {
    var random = SeededGenerator()
    for _ in 0..<10_000 {
      let time = FTPTime(seconds: .random(in: FTPTime.secondsRange, using: &random))
      #expect(FTPTime(bytes(time.description)) == time, "seed \(random.seed)")
    }
  }
}
