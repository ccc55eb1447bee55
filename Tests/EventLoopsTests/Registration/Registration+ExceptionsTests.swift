import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct RegistrationExceptionsTests {
  private static func wait(
    _ place: Place
  ) -> (task: Task<Void, Never>, result: Note<[WaitFailure?]?>) {
    start(on: place.registration.loop) {
      do throws(WaitFailure) {
        try await place.registration.waitForException(place.descriptor)
        return [nil]
      } catch {
        return [error]
      }
    }
  }

  @Test func `what is exceptional wakes it, beside who reads, and nothing else does`() async throws
  {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let wait = Self.wait(place)
      await bench.loop.rest()
      let reading = start(on: bench.loop) { [await place.failure()] }
      await bench.loop.rest()
      bench.poller.tell(place.number, .reading)
      await reading.task.value
      #expect(reading.result.value == [nil])
      #expect(wait.result.value == nil)
      bench.poller.tell(place.number, [.reading, .exceptional])
      await wait.task.value
      #expect(wait.result.value == [nil])
      #expect(bench.poller.registered[place.number] == .reading)
    }
  }

  @Test func `one task at a time waits so, until it is cancelled or all is closed`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let first = Self.wait(place)
      await bench.loop.rest()
      let second = Self.wait(place)
      await second.task.value
      #expect(second.result.value == [.busy])
      first.task.cancel()
      await first.task.value
      #expect(first.result.value == [.cancelled])
      let third = Self.wait(place)
      await bench.loop.rest()
      await bench.loop.run { place.registration.close() }
      await third.task.value
      #expect(third.result.value == [.closed])
      let fourth = Self.wait(place)
      await fourth.task.value
      #expect(fourth.result.value == [.closed])
    }
  }

  @Test func `a poller that has no room is told`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      bench.poller.fail(.add, Errno(rawValue: 28))
      let wait = Self.wait(place)
      await wait.task.value
      #expect(wait.result.value == [.system(Errno(rawValue: 28))])
    }
  }
}
