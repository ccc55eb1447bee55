import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct AlarmTests {
  @Test func `the moment comes though the task is cancelled`() async throws {
    try await withLoopBench { bench in
      let alarm = Alarm(on: bench.loop)
      let end = bench.loop.now.advanced(by: .seconds(10))
      let wait = start(on: bench.loop) {
        while !Task.isCancelled { await Task.yield() }
        return await alarm.wait(until: end)
      }
      wait.task.cancel()
      await bench.loop.rest()
      bench.clock.advance(by: .seconds(9))
      await bench.loop.rest()
      #expect(wait.result.value == nil)
      bench.clock.advance(by: .milliseconds(1_002))
      await wait.task.value
      #expect(wait.result.value == true)
    }
  }

  @Test(arguments: [false, true])
  func `who ends it need not wait for the moment, before or during the wait`(
    isBefore: Bool
  ) async throws {
    try await withLoopBench { bench in
      let alarm = Alarm(on: bench.loop)
      let end = bench.loop.now.advanced(by: .seconds(10))
      if isBefore { alarm.end() }
      let wait = start(on: bench.loop) { await alarm.wait(until: end) }
      await bench.loop.rest()
      if !isBefore { alarm.end() }
      await wait.task.value
      #expect(wait.result.value == false)
    }
  }

  @Test func `a moment that has passed is not waited for, and the end of the loop ends it`()
    async throws
  {
    let group = try EventLoopGroup(loops: 1)
    let loop = group.loops[0]
    #expect(await Alarm(on: loop).wait(until: loop.now))
    let wait = start(on: loop) { await Alarm(on: loop).wait(until: .never) }
    await loop.rest()
    await group.shutdown()
    await wait.task.value
    #expect(wait.result.value == false)
  }
}
