import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct EventLoopTasksTests {
  struct Mishap: Error, Equatable {}

  @Test func `from the global pool a body runs on the loop, and the caller goes on where it was`()
    async throws
  {
    try await withEventLoop { loop in
      #expect(await loop.run { loop.isRunningTask })
      #expect(!loop.isCurrent)
    }
  }

  @MainActor @Test func `from the main actor a body runs on the loop`() async throws {
    try await withEventLoop { loop in
      #expect(await isOnLoop(loop))
      MainActor.assertIsolated()
      // As an operation does, whose function is of its caller's actor.
      #expect(await Operation(loop: loop).isOnLoop())
      MainActor.assertIsolated()
    }
  }

  @Test func `from an actor a body runs on the loop`() async throws {
    try await withEventLoop { loop in
      let seen = await Caller().call(loop)
      #expect(seen == [false, true, true, false])
    }
  }

  @Test func `from an actor of a task that prefers the loop a body runs on it as well`()
    async throws
  {
    try await withEventLoop { loop in
      let task = Task(executorPreference: loop) { await Caller().call(loop) }
      // Its jobs are the actor's, for all the loop knows.
      #expect(await task.value == [true, true, true, false])
    }
  }

  @Test func `on the loop a body is called at once`() async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      let order = Note([Int]())
      let task = Task(executorPreference: loop) {
        // It would run in between, if there were a hop.
        Task(executorPreference: loop) { order.change { $0.append(2) } }
        await loop.run { order.change { $0.append(1) } }
      }
      await task.value
      await loop.rest()
      #expect(order.value == [1, 2])
    }
  }

  @Test func `a body of a task that only began on the loop's thread stays on the loop`()
    async throws
  {
    try await withEventLoop { loop in
      let seen = await loop.run {
        await Task.immediate {
          let before = [loop.isCurrent, loop.isRunningTask]
          let within = await loop.run {
            var within = [loop.isRunningTask]
            try? await loop.sleep(for: .milliseconds(1))
            within.append(loop.isRunningTask)
            await Task.yield()
            within.append(loop.isRunningTask)
            return within
          }
          return before + within
        }.value
      }
      #expect(seen == [true, false, true, true, true])
    }
  }

  @Test func `what a body throws comes back with its type`() async throws {
    try await withEventLoop { loop in
      do throws(Mishap) {
        try await loop.run { () async throws(Mishap) in
          await Task.yield()
          throw Mishap()
        }
        Issue.record("nothing was thrown")
      } catch {
        #expect(error == Mishap())
      }
    }
  }

  @Test func `a result need not be copyable`() async throws {
    struct Single: ~Copyable { let number: Int }
    try await withEventLoop { loop in
      let single = await loop.run { Single(number: 7) }
      #expect(single.number == 7)
    }
  }

  @Test func `a body of a cancelled task runs, and knows of it`() async throws {
    try await withEventLoop { loop in
      let (task, result) = (
        Task {
          while !Task.isCancelled { await Task.yield() }
          return await loop.run { [loop.isCurrent, Task.isCancelled] }
        }, [true, true]
      )
      task.cancel()
      #expect(await task.value == result)
    }
  }
}

/// The form that programs call, which the package's own stands before.
private func isOnLoop(_ loop: EventLoop) async -> Bool {
  await loop.run { loop.isRunningTask }
}

/// What an operation looks like that is not copyable and calls from wherever its caller is.
private struct Operation: ~Copyable {
  let loop: EventLoop

  func isOnLoop() async -> Bool { await loop.runOperation { await look() } }

  private func look() async -> Bool {
    await Task.yield()
    return loop.isRunningTask
  }
}

private actor Caller {
  func call(_ loop: EventLoop) async -> [Bool] {
    let before = loop.isCurrent
    let within = await Operation(loop: loop).isOnLoop()
    let slept = await EventLoopTasksTests.slept(loop)
    // The thread may still be the loop's, but what is done there is not.
    return [before, within, slept, loop.isRunningTask]
  }
}

extension EventLoopTasksTests {
  fileprivate static func slept(_ loop: EventLoop) async -> Bool {
    do {
      try await loop.sleep(for: .milliseconds(1))
      return true
    } catch {
      return false
    }
  }
}
