import AsyncSockets
import Testing

@Suite struct HappyEyeballsTimingTests {
  @Test func `the times are those that RFC 8305 recommends`() {
    let timing = HappyEyeballsTiming()
    #expect(timing.resolutionDelay == .milliseconds(50))
    #expect(timing.attemptDelay == .milliseconds(250))
    #expect(timing.firstFamilyCount == 1)
    #expect(timing.preferred == .ipv6)
  }

  @Test(arguments: [
    (Duration.seconds(-1), Duration.milliseconds(10)),
    (.milliseconds(9), .milliseconds(10)),
    (.milliseconds(11), .milliseconds(11)),
    (.seconds(2), .seconds(2)),
    (.seconds(3), .seconds(2)),
  ])
  func `the delay between attempts stays within the RFC's bounds`(
    _ asked: Duration,
    _ kept: Duration
  ) {
    #expect(HappyEyeballsTiming(attemptDelay: asked).attemptDelay == kept)
  }

  @Test func `what makes no sense is the least that does`() {
    let timing = HappyEyeballsTiming(resolutionDelay: .seconds(-1), firstFamilyCount: 0)
    #expect(timing.resolutionDelay == .zero)
    #expect(timing.firstFamilyCount == 1)
  }
}
