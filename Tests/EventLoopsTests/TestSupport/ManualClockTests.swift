import EventLoops
import TestSupport
import Testing

struct ManualClockTests {
  @Test func `a loop sleeps until the clock is moved, and by no other time`() async throws {
    let (clock, poller) = (ManualClock(), ScriptedPoller())
    try await withEventLoop(clock: clock, poller: poller) { loop in
      let isOver = Note(false)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: loop) {
          try await loop.sleep(for: .seconds(10))
          isOver.set(true)
        }
        await loop.rest()
        #expect(poller.timeoutNanoseconds == nil)
        clock.advance(by: .milliseconds(9_998))
        await loop.rest()
        #expect(!isOver.value)
        clock.advance(by: .milliseconds(3))
        await loop.rest()
        #expect(isOver.value)
        try await group.waitForAll()
      }
    }
  }
}
