import Testing

@testable import switchboard

struct DurationTextTests {
  @Test(arguments: [
    ("0", Duration.zero), ("10", .seconds(10)), ("10s", .seconds(10)), ("007", .seconds(7)),
    ("1.5s", .milliseconds(1500)), ("0.25", .milliseconds(250)), ("250ms", .milliseconds(250)),
    ("2m", .seconds(120)), ("0.5m", .seconds(30)), ("1h", .seconds(3600)),
    ("12us", .microseconds(12)), ("3ns", .nanoseconds(3)), ("0.0000000019s", .nanoseconds(1)),
    ("1.9ns", .nanoseconds(1)), ("1.000000000000000000000000001h", .seconds(3600)),
    ("876000h", .seconds(DurationText.secondsMax)),
    ("3153600000", .seconds(DurationText.secondsMax)),
  ])
  func `a number with or without unit is a time`(_ text: String, _ duration: Duration) throws {
    #expect(try DurationText.read(text) == duration)
  }

  @Test(arguments: [
    "", "s", "ms", ".", "1.", ".5", "-1", "+1", "1e3", "soon", "10 s", " 10", "1.5.5", "10S",
    "1d", "0x10", "nan", "infinity", "١", "1,5",
  ])
  func `anything else is refused`(_ text: String) {
    #expect(throws: UsageError("not \(DurationText.form)")) { try DurationText.read(text) }
  }

  @Test(arguments: ["876001h", "3153600001", "9223372036854775808", "99999999999999999999999h"])
  func `a time beyond a century is refused as well`(_ text: String) {
    #expect(throws: UsageError("longer than a century")) { try DurationText.read(text) }
  }
}
