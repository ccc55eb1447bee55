import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct RegistrationLimitsTests {
  /// Moves the clock, and a timer's lateness more, and waits for what that brings about.
  private static func advance(_ bench: LoopBench, by duration: Duration) async {
    await bench.loop.rest()
    bench.clock.advance(by: duration)
    await bench.loop.rest()
  }

  /// Sets limits on the loop.
  private static func limit(
    _ place: Place,
    to duration: Duration?,
    until deadline: Deadline = .never
  ) async {
    await place.registration.loop.run {
      place.registration.limitWaits(to: duration, until: deadline)
    }
  }

  @Test(arguments: [WaitDirection.reading, .writing])
  func `each wait ends after a time`(direction: WaitDirection) async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      await Self.limit(place, to: .seconds(10))
      for _ in 0..<2 {
        let wait = start(on: bench.loop) { [await place.failure(direction)] }
        await Self.advance(bench, by: .seconds(9))
        #expect(wait.result.value == nil)
        await Self.advance(bench, by: .milliseconds(1_002))
        await wait.task.value
        #expect(wait.result.value == [.timedOut])
      }
    }
  }

  @Test func `the time begins anew with each wait`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      await Self.limit(place, to: .seconds(10))
      for _ in 0..<5 {
        let wait = start(on: bench.loop) { [await place.failure()] }
        await Self.advance(bench, by: .seconds(9))
        bench.poller.tell(place.number, .reading)
        await wait.task.value
        #expect(wait.result.value == [nil])
      }
    }
  }

  @Test func `all waits end at a moment, also those that begin after it`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let end = bench.loop.now.advanced(by: .seconds(10))
      await Self.limit(place, to: .seconds(7), until: end)
      let first = start(on: bench.loop) { [await place.failure()] }
      await Self.advance(bench, by: .seconds(6))
      bench.poller.tell(place.number, .reading)
      await first.task.value
      #expect(first.result.value == [nil])
      let second = start(on: bench.loop) { [await place.failure(), await place.failure()] }
      await Self.advance(bench, by: .milliseconds(4_002))
      await second.task.value
      #expect(second.result.value == [.timedOut, .timedOut])
      #expect(await bench.loop.run { place.registration.lastMoment } == end)
    }
  }

  @Test func `who never waits learns of the moment where it gives way to others`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      await Self.limit(place, to: nil, until: bench.loop.now.advanced(by: .seconds(10)))
      let failures = Note<[WaitFailure?]>([])
      for seconds in [9, 2] {
        bench.clock.advance(by: .seconds(seconds))
        await bench.loop.run {
          do throws(WaitFailure) {
            try await place.registration.yield()
            failures.change { $0.append(nil) }
          } catch {
            failures.change { $0.append(error) }
          }
        }
      }
      #expect(failures.value == [nil, .timedOut])
    }
  }

  @Test func `an operation's own deadline counts where it is earlier`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      await Self.limit(place, to: .seconds(10))
      let deadline = bench.loop.now.advanced(by: .seconds(3))
      let wait = start(on: bench.loop) { [await place.failure(until: deadline)] }
      await Self.advance(bench, by: .milliseconds(3_002))
      await wait.task.value
      #expect(wait.result.value == [.timedOut])
    }
  }

  @Test(arguments: [nil, Duration.seconds(Int64.max)])
  func `limits that are taken away, or never come, let waits last`(
    duration: Duration?
  ) async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      await Self.limit(place, to: .seconds(10), until: bench.loop.now.advanced(by: .seconds(10)))
      let first = start(on: bench.loop) { [await place.failure()] }
      await bench.loop.rest()
      await Self.limit(place, to: duration)
      // What waits already has its time.
      await Self.advance(bench, by: .seconds(11))
      await first.task.value
      #expect(first.result.value == [.timedOut])
      let second = start(on: bench.loop) { [await place.failure()] }
      await Self.advance(bench, by: .seconds(100_000))
      #expect(second.result.value == nil)
      bench.poller.tell(place.number, .reading)
      await second.task.value
      #expect(second.result.value == [nil])
    }
  }

  @Test(arguments: [Duration.zero, .seconds(-1)])
  func `a time of nothing lets no wait last`(duration: Duration) async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      await Self.limit(place, to: duration)
      let wait = start(on: bench.loop) { [await place.failure()] }
      await Self.advance(bench, by: .milliseconds(2))
      await wait.task.value
      #expect(wait.result.value == [.timedOut])
    }
  }
}

// Interruptions.
extension RegistrationLimitsTests {
  private static func interrupt(_ place: Place) async {
    await place.registration.loop.run { place.registration.interruptReading() }
  }

  @Test func `an interruption ends the read that waits, and no later one`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let reading = start(on: bench.loop) { [await place.failure(), await place.failure()] }
      let writing = start(on: bench.loop) { [await place.failure(.writing)] }
      await bench.loop.rest()
      await Self.interrupt(place)
      await bench.loop.rest()
      #expect(reading.result.value == nil && writing.result.value == nil)
      bench.poller.tell(place.number, [.reading, .writing])
      await reading.task.value
      await writing.task.value
      #expect(reading.result.value == [.cancelled, nil])
      #expect(writing.result.value == [nil])
    }
  }

  @Test func `an interruption that meets no wait ends the next one, at once`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      await Self.interrupt(place)
      let reading = start(on: bench.loop) { [await place.failure(), await place.failure()] }
      await bench.loop.rest()
      bench.poller.tell(place.number, .reading)
      await reading.task.value
      #expect(reading.result.value == [.cancelled, nil])
    }
  }

  @Test(arguments: [false, true])
  func `an interruption can be taken back, and limits stay`(hasLimits: Bool) async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      if hasLimits { await Self.limit(place, to: .seconds(10)) }
      await Self.interrupt(place)
      #expect(await bench.loop.run { place.registration.takeInterruption() })
      #expect(await !bench.loop.run { place.registration.takeInterruption() })
      let wait = start(on: bench.loop) { [await place.failure()] }
      await Self.advance(bench, by: .seconds(11))
      #expect((wait.result.value == [.timedOut]) == hasLimits)
      bench.poller.tell(place.number, .reading)
      await wait.task.value
    }
  }

  @Test func `limits that are set do not take an interruption back`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      await Self.interrupt(place)
      await Self.limit(place, to: nil)
      let wait = start(on: bench.loop) { [await place.failure()] }
      await wait.task.value
      #expect(wait.result.value == [.cancelled])
    }
  }

  @Test func `the end of a stream is kept`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let before = await bench.loop.run { place.registration.hasEnded }
      await bench.loop.run { place.registration.noteEnd() }
      let after = await bench.loop.run { place.registration.hasEnded }
      #expect([before, after] == [false, true])
    }
  }
}
