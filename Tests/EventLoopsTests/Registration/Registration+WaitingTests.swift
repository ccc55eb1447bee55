import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct RegistrationWaitingTests {
  @Test func `the poller learns of a direction at its first wait, and once`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      #expect(bench.poller.requests == [])
      for _ in 0..<3 {
        let wait = start(on: bench.loop) { [await place.failure()] }
        await bench.loop.rest()
        bench.poller.tell(place.number, .reading)
        await wait.task.value
        #expect(wait.result.value == [nil])
        #expect(bench.poller.requests == [.add(place.number, .reading)])
      }
      let wait = start(on: bench.loop) { [await place.failure(.writing)] }
      await bench.loop.rest()
      bench.poller.tell(place.number, .writing)
      await wait.task.value
      #expect(
        bench.poller.requests == [
          .add(place.number, .reading), .modify(place.number, [.reading, .writing]),
        ]
      )
    }
  }

  @Test func `what was ready before the poller learnt of it is not missed`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      bench.poller.tell(place.number, .reading)
      let wait = start(on: bench.loop) { [await place.failure()] }
      await wait.task.value
      #expect(wait.result.value == [nil])
    }
  }

  @Test func `an event that comes while nobody waits is there for the next one`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      try await place.becomeKnown(bench)
      let isReady = start(on: loop) {
        place.registration.noteWouldBlock(.reading)
        return place.isReady(.reading)
      }
      await isReady.task.value
      #expect(isReady.result.value == false)
      bench.poller.tell(place.number, .reading)
      await loop.rest()
      let later = start(on: loop) { place.isReady(.reading) }
      await later.task.value
      #expect(later.result.value == true)
    }
  }

  @Test func `a poller that refuses ends the wait with its reason, and is asked again`()
    async throws
  {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      bench.poller.fail(.add, .noMemory, Errno(rawValue: EPERM))
      for error in [Errno.noMemory, Errno(rawValue: EPERM)] {
        let wait = start(on: bench.loop) { [await place.failure()] }
        await wait.task.value
        #expect(wait.result.value == [.system(error)])
      }
      try await place.becomeKnown(bench)
      bench.poller.fail(.modify, .noMemory)
      let wait = start(on: bench.loop) { [await place.failure(.writing)] }
      await wait.task.value
      #expect(wait.result.value == [.system(.noMemory)])
      #expect(bench.poller.registered == [place.number: .reading])
    }
  }

  @Test func `a wait ends with its deadline, never early`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      for direction in [WaitDirection.reading, .writing] {
        let wait = start(on: loop) {
          [await place.failure(direction, until: loop.now.advanced(by: .milliseconds(100)))]
        }
        await loop.rest()
        bench.clock.advance(by: .nanoseconds(99_999_999))
        await loop.rest()
        #expect(wait.result.value == nil)
        bench.clock.advance(by: .nanoseconds(1_000_001))
        await wait.task.value
        #expect(wait.result.value == [.timedOut])
      }
    }
  }

  @Test
  func `a deadline that is earlier than one before it counts, and one that is not there does not`()
    async throws
  {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      /// Begins a wait, and lets the poller end it before its deadline.
      func waitInTime(_ seconds: Int) async {
        let wait = start(on: loop) {
          [await place.failure(until: loop.now.advanced(by: .seconds(seconds)))]
        }
        await loop.rest()
        bench.poller.tell(place.number, .reading)
        await wait.task.value
        #expect(wait.result.value == [nil])
      }
      await waitInTime(100)
      let early = start(on: loop) {
        [await place.failure(until: loop.now.advanced(by: .seconds(1)))]
      }
      await loop.rest()
      bench.clock.advance(by: .milliseconds(1_001))
      await early.task.value
      #expect(early.result.value == [.timedOut])
      await waitInTime(1)
      let endless = start(on: loop) { [await place.failure()] }
      await loop.rest()
      bench.clock.advance(by: .seconds(1_000))
      await loop.rest()
      #expect(endless.result.value == nil)
      bench.poller.tell(place.number, .reading)
      await endless.task.value
      #expect(endless.result.value == [nil])
    }
  }

  @Test func `a task that is cancelled before it waits, or while it does, waits no more`()
    async throws
  {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let before = start(on: loop) {
        while !Task.isCancelled { await Task.yield() }
        return [await place.failure()]
      }
      before.task.cancel()
      await before.task.value
      #expect(before.result.value == [.cancelled])
      for direction in [WaitDirection.reading, .writing] {
        let wait = start(on: loop) { [await place.failure(direction)] }
        await loop.rest()
        wait.task.cancel()
        await wait.task.value
        #expect(wait.result.value == [.cancelled])
      }
    }
  }

  @Test func `cancelling the wait of one direction leaves the other's`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let read = start(on: loop) { [await place.failure(.reading)] }
      let write = start(on: loop) { [await place.failure(.writing)] }
      await loop.rest()
      read.task.cancel()
      await loop.rest()
      #expect(read.result.value == [.cancelled])
      #expect(write.result.value == nil)
      write.task.cancel()
      await write.task.value
    }
  }

  @Test func `a cancellation that comes late hits no later wait`() async throws {
    try await withLoopBench { bench in
      let (loop, place, gate) = (bench.loop, try Place(on: bench.loop), Gate())
      let first = start(on: loop) { [await place.failure()] }
      await loop.rest()
      // While the loop is held, the event comes before the cancellation. The loop meets the second
      // first, in whose place another wait stands by then.
      let second = start(on: loop) {
        while first.result.value == nil { await Task.yield() }
        return [await place.failure()]
      }
      loop.execute { gate.enter(0) }
      bench.poller.tell(place.number, .reading)
      gate.open()
      await first.task.value
      first.task.cancel()
      await loop.rest()
      #expect(first.result.value == [nil])
      #expect(second.result.value == nil)
      second.task.cancel()
      await second.task.value
      #expect(second.result.value == [.cancelled])
    }
  }

  @Test func `watching a direction tells the poller, and nobody waits`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let watched = start(on: bench.loop) {
        place.registration.noteWouldBlock(.writing)
        do throws(WaitFailure) {
          try place.registration.watch(.writing, place.descriptor)
          return true
        } catch {
          return false
        }
      }
      await watched.task.value
      #expect(watched.result.value == true)
      #expect(bench.poller.requests == [.add(place.number, .writing)])
      bench.poller.tell(place.number, .writing)
      await bench.loop.rest()
      let ready = start(on: bench.loop) { place.isReady(.writing) }
      await ready.task.value
      #expect(ready.result.value == true)
    }
  }
}

extension Place {
  /// Lets the poller learn of the descriptor for reading.
  func becomeKnown(_ bench: LoopBench) async throws {
    let wait = start(on: bench.loop) { [await self.failure()] }
    await bench.loop.rest()
    bench.poller.tell(number, .reading)
    await wait.task.value
    #expect(wait.result.value == [nil])
  }
}
