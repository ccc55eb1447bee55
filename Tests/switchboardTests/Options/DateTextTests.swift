import Testing

@testable import switchboard

struct DateTextTests {
  static let ends: [(text: String, seconds: Int64)] = [
    ("1970-01-01", 86_400), ("1970-01-01T00:00:00Z", 0), ("2000-02-29", 951_868_800),
    ("2026-12-31", 1_798_761_600), ("2026-12-31T18:30:05Z", 1_798_741_805),
    ("9999-12-31", 253_402_300_800),
  ]

  @Test(arguments: ends)
  func `a day ends with its last second, and a moment is itself`(
    _ text: String,
    _ seconds: Int64
  ) throws {
    #expect(try DateText.readEnd(text) == seconds)
  }

  @Test(arguments: [
    "", "2026", "2026-1-1", "2026-13-01", "2026-00-01", "2026-02-29", "2100-02-29", "2026-06-31",
    "1969-12-31", "10000-01-01", "2026-01-01T", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-01-01T00:00Z", "-026-01-01", "+026-01-01",
    "tomorrow", "2026-01-01T-1:00:00Z",
  ])
  func `anything else is refused`(_ text: String) {
    #expect(throws: UsageError.self) { try DateText.readEnd(text) }
  }

  @Test func `a moment is written so that it is read as the same`() throws {
    for seconds in stride(from: Int64(0), to: 250_000_000_000, by: 86_400 * 371 + 7) {
      #expect(try DateText.readEnd(DateText.moment(seconds)) == seconds)
    }
    #expect(DateText.moment(1_798_741_805) == "2026-12-31T18:30:05Z")
    #expect(DateText.day(1_798_741_805.9) == "2026-12-31")
  }
}
