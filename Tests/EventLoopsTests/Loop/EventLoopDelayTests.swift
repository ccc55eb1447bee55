import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct EventLoopDelayTests {
  @Test func `a loop that was held for too long is reported, and no other`() async throws {
    let (clock, delays) = (ManualClock(), Note([EventLoopDelay]()))
    let report: @Sendable (EventLoopDelay) -> Void = { delay in
      delays.change { $0.append(delay) }
    }
    try await withEventLoops(2, clock: clock, onDelay: report) { group in
      let loop = group.loops[1]
      await group.rest()
      for milliseconds in [100, 101, 1, 5000] {
        let task = Task(executorPreference: loop) {
          clock.advance(by: .milliseconds(milliseconds))
        }
        await task.value
        await loop.rest()
      }
      #expect(delays.value.map(\.loopIndex) == [1, 1])
      #expect(delays.value.map(\.duration) == [.milliseconds(101), .seconds(5)])
      #expect(delays.value.map(\.jobCount) == [1, 1])
    }
  }

  @Test func `many jobs that hold a loop together are counted`() async throws {
    let (clock, delays, gate) = (ManualClock(), Note([EventLoopDelay]()), Gate())
    let report: @Sendable (EventLoopDelay) -> Void = { delay in
      delays.change { $0.append(delay) }
    }
    try await withEventLoops(1, clock: clock, onDelay: report) { group in
      let loop = group.loops[0]
      await loop.rest()
      loop.execute { gate.enter(0) }
      try await gate.waitUntilEntered(1)
      let jobs = (0..<30).map { _ in start(on: loop) { clock.advance(by: .milliseconds(10)) } }
      gate.open()
      for job in jobs { await job.task.value }
      await loop.rest()
      #expect(delays.value.map(\.duration) == [.milliseconds(300)])
      #expect(delays.value.map(\.jobCount) == [30])
    }
  }

  @Test func `a loop that sleeps is not held`() async throws {
    let (clock, poller, delays) = (ManualClock(), ScriptedPoller(), Note(0))
    let report: @Sendable (EventLoopDelay) -> Void = { _ in delays.change { $0 += 1 } }
    try await withEventLoops(1, clock: clock, onDelay: report, pollers: [poller]) { group in
      let loop = group.loops[0]
      let sleep = start(on: loop) {
        [await loop.endOfSleep(until: loop.now.advanced(by: .seconds(9)))]
      }
      await loop.rest()
      await poller.waitUntilAsleep()
      clock.advance(by: .seconds(10))
      await sleep.task.value
      await loop.rest()
      #expect(delays.value == 0)
    }
  }
}
