import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct RegistrationClosingTests {
  @Test func `closing ends the waits of both directions, and refuses what comes`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let read = start(on: loop) { [await place.failure(.reading)] }
      let write = start(on: loop) { [await place.failure(.writing)] }
      await loop.rest()
      let later = start(on: loop) {
        place.registration.close()
        return [await place.failure(.reading), await place.failure(.writing)]
      }
      await later.task.value
      await loop.rest()
      #expect(read.result.value == [.closed])
      #expect(write.result.value == [.closed])
      #expect(later.result.value == [.closed, .closed])
      let isClosed = start(on: loop) { place.registration.isClosed }
      await isClosed.task.value
      #expect(isClosed.result.value == true)
      // The descriptor is closed next, and with it its registration.
      #expect(bench.poller.requests.count == 2)
    }
  }

  @Test func `an event for a descriptor that was closed finds nobody`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      try await place.becomeKnown(bench)
      let token = try #require(bench.poller.token(of: place.number))
      let closing = start(on: loop) {
        place.registration.noteWouldBlock(.reading)
        place.registration.close()
      }
      await closing.task.value
      bench.poller.tell(token: token, [.reading, .writing, .exceptional])
      await loop.rest()
      let states = start(on: loop) {
        [place.isReady(.reading)]
      }
      await states.task.value
      #expect(states.result.value == [false])
    }
  }

  @Test func `an event for an earlier owner of the slot does not reach the next`() async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      let token: UInt64
      let slot: UInt
      do {
        let place = try Place(on: loop)
        try await place.becomeKnown(bench)
        token = try #require(bench.poller.token(of: place.number))
        slot = place.slotAddress
        bench.poller.forget(place.number)
      }
      await loop.rest()
      let next = try Place(on: loop)
      #expect(next.slotAddress == slot)
      let wait = start(on: loop) { [await next.failure()] }
      await loop.rest()
      bench.poller.tell(token: token, .reading)
      await loop.rest()
      #expect(wait.result.value == nil)
      bench.poller.tell(next.number, .reading)
      await wait.task.value
      #expect(wait.result.value == [nil])
    }
  }

  @Test func `a deadline of an earlier owner of the slot does not reach the next`() async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      let slot: UInt
      do {
        let place = try Place(on: loop)
        slot = place.slotAddress
        let wait = start(on: loop) {
          [await place.failure(until: loop.now.advanced(by: .seconds(1)))]
        }
        await loop.rest()
        bench.poller.tell(place.number, .reading)
        await wait.task.value
        bench.poller.forget(place.number)
      }
      await loop.rest()
      let next = try Place(on: loop)
      #expect(next.slotAddress == slot)
      let wait = start(on: loop) { [await next.failure()] }
      await loop.rest()
      bench.clock.advance(by: .seconds(2))
      await loop.rest()
      #expect(wait.result.value == nil)
      wait.task.cancel()
      await wait.task.value
    }
  }

  @Test func `a descriptor that is released stays open, and the poller forgets it`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let unknown = try Place(on: loop)
      try await place.becomeKnown(bench)
      let wait = start(on: loop) { [await place.failure()] }
      await loop.rest()
      let release = start(on: loop) {
        place.registration.release(place.descriptor)
        unknown.registration.release(unknown.descriptor)
        return [await place.failure()]
      }
      await release.task.value
      await wait.task.value
      #expect(wait.result.value == [.closed])
      #expect(release.result.value == [.closed])
      #expect(bench.poller.registered == [:])
      #expect(bench.poller.requests == [.add(place.number, .reading), .remove(place.number)])
      try System.signal(place.descriptor)
    }
  }

  @Test func `waits end with their loop, and none begins after it`() async throws {
    let poller = ScriptedPoller()
    var configuration = EventLoopGroup.Configuration()
    configuration.loopCount = 1
    let group = try EventLoopGroup(configuration, clock: ManualClock()) { poller }
    let loop = group.loops[0]
    let place = try Place(on: loop)
    let waits = [WaitDirection.reading, .writing].map { direction in
      start(on: loop) { [await place.failure(direction), await place.failure(direction)] }
    }
    await loop.rest()
    await group.shutdown()
    for wait in waits {
      await wait.task.value
      #expect(wait.result.value == [.closed, .closed])
    }
  }
}

extension Place {
  /// Where the place's slot is.
  var slotAddress: UInt { unsafe UInt(bitPattern: registration.slot) }
}
