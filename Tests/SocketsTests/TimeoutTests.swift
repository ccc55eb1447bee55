import Testing

@testable import Sockets

struct TimeoutTests {
  @Test(
    arguments: [
      (Duration.zero, 0),
      (.nanoseconds(1), 1),
      (Duration(secondsComponent: 0, attosecondsComponent: 1), 1),
      (Duration(secondsComponent: 0, attosecondsComponent: 1_000_000_001), 2),
      (.milliseconds(1500), 1_500_000_000),
      (.seconds(9_223_372_036), 9_223_372_036_000_000_000),
      (.seconds(9_223_372_037), .max),
      (.seconds(Int64.max), .max),
    ] as [(Duration, Int64)]
  )
  func `nanoseconds are rounded up and end at what a number holds`(
    duration: Duration,
    nanoseconds: Int64
  ) {
    #expect(Timeout.nanoseconds(duration) == nanoseconds)
  }
}
