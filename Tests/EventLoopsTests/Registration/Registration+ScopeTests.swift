import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct RegistrationScopeTests {
  @Test func `waits of a scope end with the cancellation of its task, and none begins after`()
    async throws
  {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let scope = start(on: loop) {
        await place.registration.withScope {
          #expect(place.isInScope)
          return [await place.failure(), await place.failure(.writing)]
        }
      }
      await loop.rest()
      scope.task.cancel()
      await scope.task.value
      #expect(scope.result.value == [.cancelled, .cancelled])
      // The place is as it was before.
      let next = start(on: loop) { [await place.failure()] }
      await loop.rest()
      bench.poller.tell(place.number, .reading)
      await next.task.value
      #expect(next.result.value == [nil])
    }
  }

  @Test func `a scope of a task that was cancelled before has no wait`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let scope = start(on: loop) {
        while !Task.isCancelled { await Task.yield() }
        return await place.registration.withScope { [await place.failure()] }
      }
      scope.task.cancel()
      await scope.task.value
      #expect(scope.result.value == [.cancelled])
    }
  }

  @Test func `a wait of another task inside a scope has a cancellation of its own`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let scope = start(on: loop) { await place.registration.withScope { [await place.failure()] } }
      let other = start(on: loop) { [await place.failure(.writing)] }
      await loop.rest()
      other.task.cancel()
      await loop.rest()
      #expect(other.result.value == [.cancelled])
      #expect(scope.result.value == nil)
      let second = start(on: loop) { [await place.failure(.writing)] }
      await loop.rest()
      scope.task.cancel()
      await loop.rest()
      #expect(scope.result.value == [.cancelled])
      #expect(second.result.value == nil)
      second.task.cancel()
      await second.task.value
      #expect(second.result.value == [.cancelled])
    }
  }

  @Test func `what is started at once inside a scope has a cancellation of its own`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let inner = Note<Task<[WaitFailure?], Never>?>(nil)
      let scope = start(on: loop) {
        await place.registration.withScope {
          inner.set(Task.immediate { await loop.run { [await place.failure()] } })
          return [await place.failure(.writing)]
        }
      }
      await loop.rest()
      inner.value?.cancel()
      await loop.rest()
      #expect(await inner.value?.value == [.cancelled])
      #expect(scope.result.value == nil)
      scope.task.cancel()
      await scope.task.value
    }
  }

  @Test func `an inner scope, and one of a second task, change nothing`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let nested = start(on: loop) {
        await place.registration.withScope {
          await place.registration.withScope { #expect(place.isInScope) }
          #expect(place.isInScope)
          return [await place.failure()]
        }
      }
      await loop.rest()
      let other = start(on: loop) {
        await place.registration.withScope {
          #expect(!place.isInScope)
          return [await place.failure(.writing)]
        }
      }
      await loop.rest()
      other.task.cancel()
      await loop.rest()
      #expect(other.result.value == [.cancelled])
      #expect(nested.result.value == nil)
      nested.task.cancel()
      await nested.task.value
      #expect(nested.result.value == [.cancelled])
    }
  }

  @Test func `a cancellation that comes late hits no later scope`() async throws {
    try await withLoopBench { bench in
      let (loop, place, gate) = (bench.loop, try Place(on: bench.loop), Gate())
      let isOver = Note(false)
      let first = start(on: loop) {
        await place.registration.withScope {
          gate.enter(0)
          return [WaitFailure?]()
        }
      }
      let second = start(on: loop) {
        await place.registration.withScope { [await place.failure()] }
      }
      try await gate.waitUntilEntered(1)
      // It is noted while the first scope lasts, and the loop gets to it when the second does.
      first.task.cancel()
      gate.open()
      await first.task.value
      isOver.set(true)
      await loop.rest()
      #expect(second.result.value == nil)
      second.task.cancel()
      await second.task.value
      #expect(second.result.value == [.cancelled])
    }
  }

  @Test func `a scope in an actor's job is none, and its waits are cancelled all the same`()
    async throws
  {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let user = ScopeUser()
      let scope = start(on: loop) { await user.use(place) }
      let other = start(on: loop) { await user.wait(.writing, place) }
      await loop.rest()
      other.task.cancel()
      await loop.rest()
      #expect(other.result.value == [.cancelled])
      #expect(scope.result.value == nil)
      scope.task.cancel()
      await scope.task.value
      #expect(scope.result.value == [.cancelled])
    }
  }

  @Test func `what the body throws comes out with its type, and the scope is over`() async throws {
    try await withLoopBench { bench in
      let (loop, place) = (bench.loop, try Place(on: bench.loop))
      let scope = start(on: loop) {
        do throws(WaitFailure) {
          try await place.registration.withScope { () async throws(WaitFailure) in
            throw WaitFailure.busy
          }
        } catch {
          #expect(error == .busy)
        }
        return place.isInScope
      }
      await scope.task.value
      #expect(scope.result.value == false)
    }
  }
}

private actor ScopeUser {
  func use(_ place: Place) async -> [WaitFailure?] {
    await place.registration.loop.run {
      await place.registration.withScope { [await place.failure()] }
    }
  }

  func wait(_ direction: WaitDirection, _ place: Place) async -> [WaitFailure?] {
    await place.registration.loop.run { [await place.failure(direction)] }
  }
}
