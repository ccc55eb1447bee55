import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct WithDeadlineTests {
  @Test func `a wait ends with the deadline around it`() async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      let place = try Place(on: loop)
      let wait = start(on: loop) {
        await withDeadline(loop.now.advanced(by: .seconds(5))) { await place.failure() }
      }
      await loop.rest()
      bench.clock.advance(by: .milliseconds(4_990))
      await loop.rest()
      #expect(wait.result.value == nil)
      bench.clock.advance(by: .milliseconds(11))
      await loop.rest()
      #expect(wait.result.value == .timedOut)
    }
  }

  @Test(arguments: [(1, 2), (2, 1)])
  func `of two deadlines around a wait the earlier counts`(outer: Int, inner: Int) async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      let wait = start(on: loop) {
        await withDeadline(loop.now.advanced(by: .seconds(outer))) {
          await withDeadline(loop.now.advanced(by: .seconds(inner))) {
            await loop.endOfSleep(until: .never)
          }
        }
      }
      await loop.rest()
      bench.clock.advance(by: .milliseconds(1_001))
      await loop.rest()
      #expect(wait.result.value == .timedOut)
    }
  }

  @Test(arguments: [(1, 2), (2, 1)])
  func `a wait's own deadline counts as well`(around: Int, own: Int) async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      let place = try Place(on: loop)
      let wait = start(on: loop) {
        await withDeadline(loop.now.advanced(by: .seconds(around))) {
          await place.failure(until: loop.now.advanced(by: .seconds(own)))
        }
      }
      await loop.rest()
      bench.clock.advance(by: .milliseconds(1_001))
      await loop.rest()
      #expect(wait.result.value == .timedOut)
    }
  }

  @Test func `a sleep that ends first, or with it, has come to its end`() async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      for seconds in [1, 2] {
        let wait = start(on: loop) {
          let now = loop.now
          return await withDeadline(now.advanced(by: .seconds(2))) {
            [await loop.endOfSleep(until: now.advanced(by: .seconds(seconds)))]
          }
        }
        await loop.rest()
        bench.clock.advance(by: .seconds(seconds) + .milliseconds(1))
        await loop.rest()
        #expect(wait.result.value == [nil])
      }
    }
  }

  @Test func `child tasks have the deadline, and others have not`() async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      let wait = start(on: loop) {
        await withDeadline(loop.now.advanced(by: .seconds(1))) {
          async let child = loop.endOfSleep(until: .never)
          async let second = withTaskGroup(of: EventLoopError?.self) { group in
            group.addTask { await loop.endOfSleep(until: .never) }
            return await group.next() ?? nil
          }
          return await [child, second]
        }
      }
      let other = start(on: loop) { [await loop.endOfSleep(until: .never)] }
      await loop.rest()
      bench.clock.advance(by: .milliseconds(1_001))
      await wait.task.value
      #expect(wait.result.value == [.timedOut, .timedOut])
      #expect(other.result.value == nil)
      other.task.cancel()
      await other.task.value
      #expect(other.result.value == [.cancelled])
    }
  }

  @Test func `a task that is started inside keeps the deadline, a detached one has none`()
    async throws
  {
    try await withLoopBench { bench in
      let loop = bench.loop
      let deadline = loop.now.advanced(by: .seconds(1))
      let tasks = await withDeadline(deadline) {
        await loop.run {
          (
            Task.immediate { Deadline.ofTask },
            Task.immediate { await loop.endOfSleep(until: .never) },
            Task.immediateDetached { Deadline.ofTask }
          )
        }
      }
      #expect(await tasks.0.value == deadline)
      #expect(await tasks.2.value == .never)
      await loop.rest()
      bench.clock.advance(by: .milliseconds(1_001))
      #expect(await tasks.1.value == .timedOut)
    }
  }

  @Test func `outside there is no deadline`() async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      let wait = start(on: loop) {
        await withDeadline(loop.now) {}
        #expect(Deadline.ofTask == .never)
        return await loop.endOfSleep(until: .never)
      }
      await loop.rest()
      bench.clock.advance(by: .seconds(1))
      await loop.rest()
      #expect(wait.result.value == nil)
      wait.task.cancel()
      await wait.task.value
    }
  }

  @Test func `a timeout is a deadline from now on`() async throws {
    try await withEventLoop { loop in
      let end = await withTimeout(.milliseconds(1)) { await loop.endOfSleep(until: .never) }
      #expect(end == .timedOut)
    }
  }

  @Test func `what the body throws and returns comes out with its type`() async throws {
    struct Mishap: Error, Equatable {}
    do throws(Mishap) {
      try await withTimeout(.seconds(1)) { () async throws(Mishap) in throw Mishap() }
      Issue.record("nothing was thrown")
    } catch {
      #expect(error == Mishap())
    }
    #expect(await withTimeout(.seconds(1)) { 7 } == 7)
  }

  @Test func `of cancellation and a deadline whichever comes first counts`() async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      let waits = (0..<2).map { _ in
        start(on: loop) {
          await withDeadline(loop.now.advanced(by: .seconds(1))) {
            await loop.endOfSleep(until: .never)
          }
        }
      }
      await loop.rest()
      waits[0].task.cancel()
      await loop.rest()
      bench.clock.advance(by: .milliseconds(1_001))
      await loop.rest()
      waits[1].task.cancel()
      await loop.rest()
      #expect(waits.map(\.result.value) == [.cancelled, .timedOut])
    }
  }

  @Test func `a deadline that has passed ends a wait after one turn, not before it began`()
    async throws
  {
    try await withLoopBench { bench in
      let loop = bench.loop
      let place = try Place(on: loop)
      let wait = start(on: loop) {
        await withDeadline(loop.now.advanced(by: .milliseconds(-1))) { [await place.failure()] }
      }
      await wait.task.value
      #expect(wait.result.value == [.timedOut])
      // What need not wait does not notice.
      bench.poller.tell(place.number, .reading)
      let ready = start(on: loop) {
        await withDeadline(loop.now) { [place.isReady(.reading)] }
      }
      await ready.task.value
    }
  }
}
