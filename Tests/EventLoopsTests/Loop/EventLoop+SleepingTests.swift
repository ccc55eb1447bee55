import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct EventLoopSleepingTests {
  @Test(arguments: [
    Duration.nanoseconds(1), .microseconds(999), .milliseconds(1), .milliseconds(7),
  ])
  func `a sleep is never early`(duration: Duration) async throws {
    try await withEventLoop { loop in
      for _ in 0..<5 {
        let start = MonotonicClock.nanoseconds
        try await loop.sleep(for: duration)
        #expect(.nanoseconds(MonotonicClock.nanoseconds - start) >= duration)
      }
    }
  }

  @Test(arguments: [Duration.zero, .seconds(-1), .seconds(Int64.min)])
  func `a sleep of no time returns at once`(duration: Duration) async throws {
    try await withLoopBench { bench in try await bench.loop.sleep(for: duration) }
  }

  @Test func `sleeps end in the order of their moments, and not before the clock is there`()
    async throws
  {
    try await withLoopBench { bench in
      let order = Note([Int]())
      let sleeps = [50, 10, 30, 20, 40].map { milliseconds in
        start(on: bench.loop) {
          try? await bench.loop.sleep(for: .milliseconds(milliseconds))
          order.change { $0.append(milliseconds) }
        }
      }
      await bench.loop.rest()
      bench.clock.advance(by: .milliseconds(19))
      await bench.loop.rest()
      #expect(order.value == [10])
      // The first tick that is over then.
      bench.clock.advance(by: .milliseconds(2))
      await bench.loop.rest()
      #expect(order.value == [10, 20])
      bench.clock.advance(by: .seconds(1))
      for sleep in sleeps { await sleep.task.value }
      #expect(order.value == [10, 20, 30, 40, 50])
    }
  }

  @Test func `a sleep of a task that was cancelled before ends with that`() async throws {
    try await withLoopBench { bench in
      let task = Task(executorPreference: bench.loop) {
        while !Task.isCancelled { await Task.yield() }
        await #expect(throws: EventLoopError.cancelled) {
          try await bench.loop.sleep(until: .never)
        }
      }
      task.cancel()
      await task.value
    }
  }

  @Test func `a sleep of a task that is cancelled ends at once`() async throws {
    try await withLoopBench { bench in
      let sleep = start(on: bench.loop) { await bench.loop.endOfSleep(until: .never) }
      await bench.loop.rest()
      #expect(sleep.result.value == nil)
      sleep.task.cancel()
      await bench.loop.rest()
      #expect(sleep.result.value == .cancelled)
    }
  }

  @Test func `a sleep ends with its loop, and none begins after it`() async throws {
    let group = try EventLoopGroup(loops: 1)
    let loop = group.loops[0]
    let sleep = start(on: loop) { await loop.endOfSleep(until: .never) }
    await loop.rest()
    await group.shutdown()
    await sleep.task.value
    #expect(sleep.result.value == .closed)
    #expect(await loop.endOfSleep(until: .after(.seconds(100))) == .closed)
    #expect(await loop.endOfSleep(until: loop.now) == .closed)
  }

  @Test func `a hundred thousand sleep at once`() async throws {
    let count = 100_000
    try await withLoopBench { bench in
      let loop = bench.loop
      let (ended, early) = (LoopOnly(0), LoopOnly(0))
      var random = SeededGenerator(seed: SeededGenerator.runSeed)
      // Not in a group, which looks for a task that ends among all that do not (6.3.1).
      for _ in 0..<count {
        let milliseconds = Int64.random(in: 1...100_000, using: &random)
        Task(executorPreference: loop) {
          let start = loop.now
          try await loop.sleep(for: .milliseconds(milliseconds))
          if start.duration(to: loop.now) < .milliseconds(milliseconds) { early.value += 1 }
          ended.value += 1
        }
      }
      await loop.rest()
      for _ in 0..<50 {
        bench.clock.advance(by: .milliseconds(2003))
        await loop.rest()
      }
      let counts = await loop.run { [ended.value, early.value] }
      #expect(counts == [count, 0], "seed \(random.seed)")
    }
  }

  @Test func `the loop's clock is the system's`() async throws {
    try await withEventLoop { loop in
      let before = MonotonicClock.nanoseconds
      let now = loop.now
      #expect(Deadline(nanoseconds: before) <= now)
      #expect(now <= Deadline(nanoseconds: MonotonicClock.nanoseconds))
    }
  }
}

extension EventLoop {
  /// What a sleep threw; nil where it came to its end.
  func endOfSleep(until deadline: Deadline) async -> EventLoopError? {
    do throws(EventLoopError) {
      try await self.sleep(until: deadline)
      return nil
    } catch {
      return error
    }
  }
}
