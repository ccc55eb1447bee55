import Testing

@testable import AsyncSockets

@Suite struct HappyEyeballsTests {
  static let starting: [HappyEyeballsTimeline] = [
    HappyEyeballsTimeline(
      "AAAA first starts at once",
      steps: [
        at(10, .answered(.ipv6, ["six"]), .start(attempt: 0, "six")),
        at(20, .answered(.ipv4, ["four"]), .setTimer(milliseconds: 260)),
        at(30, .connected(attempt: 0), .clearTimer, .succeed(attempt: 0)),
      ]
    ),
    HappyEyeballsTimeline(
      "A first waits for AAAA, which comes",
      steps: [
        at(10, .answered(.ipv4, ["four"]), .setTimer(milliseconds: 60)),
        at(59, .answered(.ipv6, ["six"]), .start(attempt: 0, "six"), .setTimer(milliseconds: 309)),
        at(309, .timerFired, .start(attempt: 1, "four")),
      ]
    ),
    HappyEyeballsTimeline(
      "A first waits no longer than the Resolution Delay",
      steps: [
        at(10, .answered(.ipv4, ["four"]), .setTimer(milliseconds: 60)),
        at(60, .timerFired, .start(attempt: 0, "four")),
      ]
    ),
    HappyEyeballsTimeline(
      "A first starts when AAAA has nothing",
      steps: [
        at(10, .answered(.ipv4, ["four"]), .setTimer(milliseconds: 60)),
        at(20, .answered(.ipv6, []), .start(attempt: 0, "four"), .clearTimer),
      ]
    ),
    HappyEyeballsTimeline(
      "A first starts when AAAA has failed",
      steps: [
        at(10, .answered(.ipv4, ["a", "b"]), .setTimer(milliseconds: 60)),
        at(20, .lookupFailed(.ipv6, "down"), .start(attempt: 0, "a"), .setTimer(milliseconds: 270)),
      ]
    ),
    HappyEyeballsTimeline(
      "A after an empty AAAA starts at once",
      steps: [
        at(10, .answered(.ipv6, [])),
        at(900, .answered(.ipv4, ["four"]), .start(attempt: 0, "four")),
      ]
    ),
    HappyEyeballsTimeline(
      "AAAA after an empty A starts at once",
      steps: [
        at(10, .answered(.ipv4, [])),
        at(20, .answered(.ipv6, ["six"]), .start(attempt: 0, "six")),
      ]
    ),
    HappyEyeballsTimeline(
      "a second answer does not put off the start",
      steps: [
        at(10, .answered(.ipv4, ["a"]), .setTimer(milliseconds: 60)),
        at(40, .answered(.ipv4, ["b"])),
        at(60, .timerFired, .start(attempt: 0, "a"), .setTimer(milliseconds: 310)),
      ]
    ),
    HappyEyeballsTimeline(
      "with IPv4 preferred AAAA waits for A",
      timing: HappyEyeballsTiming(preferred: .ipv4),
      steps: [
        at(0, .answered(.ipv6, ["six"]), .setTimer(milliseconds: 50)),
        at(1, .answered(.ipv4, ["four"]), .start(attempt: 0, "four"), .setTimer(milliseconds: 251)),
      ]
    ),
  ]

  @Test(arguments: starting)
  func `the first attempt waits for the preferred family, but not for long`(
    timeline: HappyEyeballsTimeline
  ) {
    timeline.run()
  }

  static let ordering: [HappyEyeballsTimeline] = [
    HappyEyeballsTimeline(
      "families take turns, each start a delay after the one before",
      steps: [
        at(
          0,
          .answered(.ipv6, ["6a", "6b", "6c"]),
          .start(attempt: 0, "6a"),
          .setTimer(milliseconds: 250)
        ),
        at(5, .answered(.ipv4, ["4a", "4b"])),
        at(250, .timerFired, .start(attempt: 1, "4a"), .setTimer(milliseconds: 500)),
        at(500, .timerFired, .start(attempt: 2, "6b"), .setTimer(milliseconds: 750)),
        at(750, .timerFired, .start(attempt: 3, "4b"), .setTimer(milliseconds: 1000)),
        at(1000, .timerFired, .start(attempt: 4, "6c")),
      ]
    ),
    HappyEyeballsTimeline(
      "the first family's count comes before the turns",
      timing: HappyEyeballsTiming(firstFamilyCount: 2),
      steps: [
        at(0, .answered(.ipv4, ["4a", "4b"]), .setTimer(milliseconds: 50)),
        at(
          1,
          .answered(.ipv6, ["6a", "6b", "6c"]),
          .start(attempt: 0, "6a"),
          .setTimer(milliseconds: 251)
        ),
        at(251, .timerFired, .start(attempt: 1, "6b"), .setTimer(milliseconds: 501)),
        at(501, .timerFired, .start(attempt: 2, "4a"), .setTimer(milliseconds: 751)),
        at(751, .timerFired, .start(attempt: 3, "6c"), .setTimer(milliseconds: 1001)),
        at(1001, .timerFired, .start(attempt: 4, "4b")),
      ]
    ),
    HappyEyeballsTimeline(
      "late AAAA comes next, when its time has come",
      steps: [
        at(0, .answered(.ipv4, ["4a", "4b", "4c"]), .setTimer(milliseconds: 50)),
        at(50, .timerFired, .start(attempt: 0, "4a"), .setTimer(milliseconds: 300)),
        at(100, .answered(.ipv6, ["6a", "6b"])),
        at(300, .timerFired, .start(attempt: 1, "6a"), .setTimer(milliseconds: 550)),
        at(550, .timerFired, .start(attempt: 2, "4b"), .setTimer(milliseconds: 800)),
      ]
    ),
    HappyEyeballsTimeline(
      "an address that comes when the delay is over starts at once",
      steps: [
        at(0, .answered(.ipv6, ["six"]), .start(attempt: 0, "six")),
        at(250, .answered(.ipv4, ["four"]), .start(attempt: 1, "four")),
      ]
    ),
    HappyEyeballsTimeline(
      "a timer that fires early is set again",
      steps: [
        at(0, .answered(.ipv6, ["a", "b"]), .start(attempt: 0, "a"), .setTimer(milliseconds: 250)),
        at(249, .timerFired, .setTimer(milliseconds: 250)),
        at(250, .timerFired, .start(attempt: 1, "b")),
      ]
    ),
  ]

  @Test(arguments: ordering)
  func `addresses come in turns, a delay apart`(timeline: HappyEyeballsTimeline) {
    timeline.run()
  }

  static let ending: [HappyEyeballsTimeline] = [
    HappyEyeballsTimeline(
      "a failed attempt starts the next at once",
      steps: [
        at(
          0,
          .answered(.ipv6, ["6a", "6b"]),
          .start(attempt: 0, "6a"),
          .setTimer(milliseconds: 250)
        ),
        at(0, .answered(.ipv4, ["4a"])),
        at(
          7,
          .attemptFailed(attempt: 0, "no"),
          .start(attempt: 1, "4a"),
          .setTimer(milliseconds: 257)
        ),
        at(9, .attemptFailed(attempt: 1, "no"), .start(attempt: 2, "6b"), .clearTimer),
        at(12, .connected(attempt: 2), .succeed(attempt: 2)),
      ]
    ),
    HappyEyeballsTimeline(
      "the one that connects first wins, and the others are cancelled",
      steps: [
        at(
          0,
          .answered(.ipv6, ["6a", "6b"]),
          .start(attempt: 0, "6a"),
          .setTimer(milliseconds: 250)
        ),
        at(0, .answered(.ipv4, ["4a", "4b"])),
        at(250, .timerFired, .start(attempt: 1, "4a"), .setTimer(milliseconds: 500)),
        at(500, .timerFired, .start(attempt: 2, "6b"), .setTimer(milliseconds: 750)),
        at(
          510,
          .connected(attempt: 1),
          .cancel(attempt: 0),
          .cancel(attempt: 2),
          .clearTimer,
          .succeed(attempt: 1)
        ),
      ]
    ),
    HappyEyeballsTimeline(
      "a failed attempt is not cancelled",
      steps: [
        at(0, .answered(.ipv6, ["a", "b"]), .start(attempt: 0, "a"), .setTimer(milliseconds: 250)),
        at(1, .attemptFailed(attempt: 0, "no"), .start(attempt: 1, "b"), .clearTimer),
        at(2, .connected(attempt: 1), .succeed(attempt: 1)),
      ]
    ),
    HappyEyeballsTimeline(
      "when all fail, their errors are in the order of their start",
      steps: [
        at(0, .answered(.ipv6, ["6a"]), .start(attempt: 0, "6a")),
        at(1, .answered(.ipv4, ["4a", "4b"]), .setTimer(milliseconds: 250)),
        at(250, .timerFired, .start(attempt: 1, "4a"), .setTimer(milliseconds: 500)),
        at(260, .attemptFailed(attempt: 1, "4a"), .start(attempt: 2, "4b"), .clearTimer),
        at(270, .attemptFailed(attempt: 2, "4b")),
        at(
          280,
          .attemptFailed(attempt: 0, "6a"),
          .fail(attempts: ["6a", "4a", "4b"], lookups: [])
        ),
      ]
    ),
    HappyEyeballsTimeline(
      "after all have failed, an answer that comes late is still tried",
      steps: [
        at(0, .answered(.ipv4, ["four"]), .setTimer(milliseconds: 50)),
        at(50, .timerFired, .start(attempt: 0, "four")),
        at(60, .attemptFailed(attempt: 0, "no")),
        at(61, .answered(.ipv6, ["six"]), .start(attempt: 1, "six")),
        at(
          62,
          .attemptFailed(attempt: 1, "nor this"),
          .fail(attempts: ["no", "nor this"], lookups: [])
        ),
      ]
    ),
    HappyEyeballsTimeline(
      "the failure of a look-up is told beside those of attempts",
      steps: [
        at(0, .lookupFailed(.ipv4, "down")),
        at(1, .answered(.ipv6, ["six"]), .start(attempt: 0, "six")),
        at(2, .attemptFailed(attempt: 0, "no"), .fail(attempts: ["no"], lookups: ["down"])),
      ]
    ),
    HappyEyeballsTimeline(
      "when both look-ups fail, nothing is tried",
      steps: [
        at(0, .lookupFailed(.ipv4, "four")),
        at(1, .lookupFailed(.ipv6, "six"), .fail(attempts: [], lookups: ["six", "four"])),
      ]
    ),
    HappyEyeballsTimeline(
      "a name without addresses fails without an error to tell",
      steps: [
        at(0, .answered(.ipv6, [])),
        at(1, .answered(.ipv4, []), .fail(attempts: [], lookups: [])),
      ]
    ),
    HappyEyeballsTimeline(
      "an attempt that ends twice ends once",
      steps: [
        at(0, .answered(.ipv6, ["a", "b"]), .start(attempt: 0, "a"), .setTimer(milliseconds: 250)),
        at(1, .attemptFailed(attempt: 0, "no"), .start(attempt: 1, "b"), .clearTimer),
        at(2, .attemptFailed(attempt: 0, "no again")),
        at(3, .connected(attempt: 0)),
      ]
    ),
  ]

  @Test(arguments: ending)
  func `the first to connect wins, and failures lead on`(timeline: HappyEyeballsTimeline) {
    timeline.run()
  }

  @Test func `nothing happens after the end`() {
    var machine = Machine()
    _ = machine.handle(.answered(.ipv6, ["a", "b"]), at: .zero)
    _ = machine.handle(.connected(attempt: 0), at: .milliseconds(1))
    let events: [Machine.Event] = [
      .answered(.ipv4, ["c"]), .lookupFailed(.ipv4, "down"), .timerFired, .connected(attempt: 0),
      .attemptFailed(attempt: 0, "no"),
    ]
    for event in events {
      #expect(machine.handle(event, at: .seconds(9)) == [])
    }
    #expect(machine.abandon() == [])
  }

  @Test func `who gives up is told what to cancel`() {
    var machine = Machine()
    _ = machine.handle(.answered(.ipv6, ["a", "b", "c"]), at: .zero)
    _ = machine.handle(.timerFired, at: .milliseconds(250))
    #expect(machine.abandon() == [.cancel(attempt: 0), .cancel(attempt: 1), .clearTimer])
    #expect(machine.isOver)
    #expect(machine.handle(.timerFired, at: .milliseconds(500)) == [])
  }

  @Test func `no more addresses of a family are tried than there may be`() {
    var machine = Machine()
    let many = (0..<1000).map(String.init)
    _ = machine.handle(.answered(.ipv4, []), at: .zero)
    var started = 0
    var actions = machine.handle(.answered(.ipv6, many), at: .zero)
    while case .start(let attempt, let address) = actions.first {
      #expect(address == String(started))
      started += 1
      actions = machine.handle(.attemptFailed(attempt: attempt, "no"), at: .zero)
    }
    #expect(started == HappyEyeballsTiming.addressesMax)
    #expect(machine.isOver)
  }
}
