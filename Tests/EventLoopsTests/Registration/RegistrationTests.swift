import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct RegistrationTests {
  @Test func `a direction has one operation at a time, the other one of its own`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let read = start(on: bench.loop) { [await place.failure(.reading)] }
      let write = start(on: bench.loop) { [await place.failure(.writing)] }
      await bench.loop.rest()
      let second = start(on: bench.loop) { [await place.failure(.reading)] }
      await second.task.value
      #expect(second.result.value == [.busy])
      bench.poller.tell(place.number, .writing)
      await write.task.value
      #expect(write.result.value == [nil])
      #expect(read.result.value == nil)
      bench.poller.tell(place.number, .reading)
      await read.task.value
      #expect(read.result.value == [nil])
    }
  }

  @Test func `a direction is ready until a call says otherwise, and then until it is told`()
    async throws
  {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let states = start(on: bench.loop) {
        var states = [place.isReady(.reading), place.isReady(.writing)]
        place.registration.noteWouldBlock(.reading)
        states += [place.isReady(.reading), place.isReady(.writing)]
        place.registration.noteReady(.reading)
        return states + [place.isReady(.reading)]
      }
      await states.task.value
      #expect(states.result.value == [true, true, false, true, true])
    }
  }

  @Test func `a short read says that nothing is left, unless the end may follow`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let before = start(on: bench.loop) {
        place.registration.noteDrained()
        let isReady = place.isReady(.reading)
        let failure = await place.failure()
        return (isReady, failure)
      }
      await bench.loop.rest()
      bench.poller.tell(place.number, [.reading, .exceptional])
      await before.task.value
      #expect(before.result.value?.0 == false)
      let after = start(on: bench.loop) {
        place.registration.noteDrained()
        return place.isReady(.reading)
      }
      await after.task.value
      #expect(after.result.value == true)
    }
  }

  @Test func `a job must give way after so many operations, and may go on after it`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let counts = start(on: bench.loop) {
        var counts: [Int] = []
        for _ in 0..<2 {
          var count = 0
          while !place.registration.mustYield {
            try? place.registration.begin(.reading)
            place.registration.end(.reading)
            count += 1
          }
          counts.append(count)
          try? await place.registration.yield()
        }
        return counts
      }
      await counts.task.value
      let most = LoopCore.operationsPerJob + 1
      #expect(counts.result.value == [most, most])
    }
  }

  @Test func `giving way lets the others have their turn`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let (gate, order) = (Gate(), Note([Int]()))
      bench.loop.execute { gate.enter(0) }
      let first = start(on: bench.loop) {
        order.change { $0.append(1) }
        try? await place.registration.yield()
        order.change { $0.append(3) }
      }
      let second = start(on: bench.loop) { order.change { $0.append(2) } }
      gate.open()
      await first.task.value
      await second.task.value
      #expect(order.value == [1, 2, 3])
    }
  }

  @Test func `who gives way learns of cancellation and of the deadline around it`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let late = start(on: loop) {
        await withDeadline(loop.now) { [await place.failureOfYield()] }
      }
      await late.task.value
      #expect(late.result.value == [.timedOut])
      let cancelled = start(on: loop) {
        while !Task.isCancelled { await Task.yield() }
        return [await place.failureOfYield()]
      }
      cancelled.task.cancel()
      await cancelled.task.value
      #expect(cancelled.result.value == [.cancelled])
      let other = start(on: loop) {
        await withDeadline(loop.now.advanced(by: .seconds(1))) { [await place.failureOfYield()] }
      }
      await other.task.value
      #expect(other.result.value == [nil])
    }
  }

  @Test func `a place is given back from whatever thread its owner ends on`() async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      func slot(_ registration: borrowing Registration) -> UInt {
        unsafe UInt(bitPattern: registration.slot)
      }
      var slots: Set<UInt> = []
      for _ in 0..<10 {
        slots.insert(slot(Registration(on: loop)))
        await loop.rest()
        slots.insert(await loop.run { unsafe UInt(bitPattern: Registration(on: loop).slot) })
      }
      #expect(slots.count == 1)
    }
  }

  @Test func `only the task whose job the loop runs is current`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      #expect(!place.isCurrent)
      let seen = start(on: bench.loop) {
        let isCurrent = place.isCurrent
        let within = await Task.immediate { place.isCurrent }.value
        await Task.yield()
        return [isCurrent, within, place.isCurrent]
      }
      await seen.task.value
      #expect(seen.result.value == [true, false, true])
    }
  }
}

extension Place {
  /// How giving way ended; nil where it did as it should.
  func failureOfYield() async -> WaitFailure? {
    do throws(WaitFailure) {
      try await registration.yield()
      return nil
    } catch {
      return error
    }
  }
}
