import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct EventLoopRunningTests {
  @Test func `jobs that never end let descriptors and timers have their turn`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let isOver = Note(false)
      let wait = start(on: loop) { [await place.failure()] }
      let sleep = start(on: loop) {
        [await loop.endOfSleep(until: loop.now.advanced(by: .seconds(1)))]
      }
      await loop.rest()
      // More than a turn runs.
      let busy = (0..<2 * LoopCore.jobsPerTurn).map { _ in
        start(on: loop) { while !isOver.value { await Task.yield() } }
      }
      bench.poller.tell(place.number, .reading)
      await wait.task.value
      #expect(wait.result.value == [nil])
      bench.clock.advance(by: .milliseconds(1_001))
      await sleep.task.value
      #expect(sleep.result.value == [nil])
      isOver.set(true)
      for task in busy { await task.task.value }
    }
  }

  @Test func `a turn runs so many jobs, and then asks the poller`() async throws {
    try await withLoopBench { bench in
      let (gate, waits) = (Gate(), Note([Int]()))
      bench.loop.execute { gate.enter(0) }
      try await gate.waitUntilEntered(1)
      let jobs = (0...LoopCore.jobsPerTurn).map { _ in
        start(on: bench.loop) { waits.change { $0.append(bench.poller.waits) } }
      }
      gate.open()
      for job in jobs { await job.task.value }
      let first = try #require(waits.value.first)
      let turns = Dictionary(grouping: waits.value) { $0 - first }.mapValues(\.count)
      #expect(turns == [0: LoopCore.jobsPerTurn, 1: 1])
    }
  }

  @Test func `a poller that tells nothing, and one that tells of a slot long gone, do no harm`()
    async throws
  {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      try await place.becomeKnown(bench)
      bench.poller.tell(place.number, [])
      let token = try #require(bench.poller.token(of: place.number))
      bench.poller.tell(token: token &+ 1 << 32, .reading)
      bench.poller.wake()
      await bench.loop.rest()
    }
  }

  @Test(arguments: [false, true])
  func `a loop with nothing to do uses no processor time`(hasTimer: Bool) async throws {
    try await withEventLoop { loop in
      let sleep = start(on: loop) {
        hasTimer ? await loop.endOfSleep(until: .after(.seconds(1000))) : nil
      }
      await loop.rest()
      let thread = await loop.thread
      let used = try await onThread {
        let before = try #require(thread.processorTime)
        // As much time as a loop that did not sleep would use too, on a processor of its own.
        let here = ThreadIdentity.current
        let start = try #require(here.processorTime)
        for _ in 0..<10 {
          loop.execute {}
          let end = try #require(here.processorTime) + .milliseconds(10)
          while try #require(here.processorTime) < end {}
        }
        #expect(try #require(here.processorTime) - start >= .milliseconds(100))
        return try #require(thread.processorTime) - before
      }
      #expect(used < .milliseconds(10))
      sleep.task.cancel()
      await sleep.task.value
    }
  }

  #if DEBUG
  @Test func `a signal that interrupts the poller changes nothing`() async throws {
    try await withEventLoop { loop in
      let faults = [
        FakeKernel.Fault(.epollWait, turns: 1...20, .failure(.interrupted))
      ]
      let record = await FakeKernel.run(faults, on: await loop.thread) {
        for _ in 0..<20 { await loop.rest() }
        _ = await loop.endOfSleep(until: .after(.milliseconds(1)))
      }
      #expect(record[.epollWait] > 20)
    }
  }
  #endif
}
