import TestSupport
import Testing

@testable import EventLoops

/// What Swift's runtime makes of a loop as a task executor.
@Suite(.timeLimit(.minutes(10))) struct EventLoopExecutorTests {
  @Test func `a task that prefers the loop runs there, before and after each wait`() async throws {
    try await withEventLoop { loop in
      let task = Task(executorPreference: loop) {
        var seen = [loop.isRunningTask]
        await Task.yield()
        seen.append(loop.isRunningTask)
        await elsewhere()
        seen.append(loop.isRunningTask)
        try? await loop.sleep(for: .milliseconds(1))
        return seen + [loop.isRunningTask]
      }
      #expect(await task.value == [true, true, true, true])
    }
  }

  @Test func `child tasks run on the loop as well`() async throws {
    try await withEventLoop { loop in
      let task = Task(executorPreference: loop) {
        async let first = seenOn(loop)
        async let second = seenOn(loop)
        let group = await withTaskGroup(of: [Bool].self) { group in
          for _ in 0..<3 { group.addTask { await seenOn(loop) } }
          return await group.reduce(into: [loop.isRunningTask]) { $0 += $1 }
        }
        return await first + second + group
      }
      #expect(await task.value == [Bool](repeating: true, count: 11))
    }
  }

  @Test func `a group's child may prefer the loop by itself`() async throws {
    try await withEventLoop { loop in
      let seen = await withTaskGroup(of: [Bool].self) { group in
        group.addTask(executorPreference: loop) { await seenOn(loop) }
        return await group.next()
      }
      #expect(seen == [true, true])
      #expect(!loop.isCurrent)
    }
  }

  @Test func `tasks of their own do not run on the loop`() async throws {
    try await withEventLoop { loop in
      let task = Task(executorPreference: loop) {
        let inner = Task { await seenOn(loop) }
        let detached = Task.detached { await seenOn(loop) }
        return await inner.value + detached.value + [loop.isRunningTask]
      }
      #expect(await task.value == [false, false, false, false, true])
    }
  }

  @Test func `an actor is called on the loop's thread, and so is what follows`() async throws {
    try await withEventLoop { loop in
      let counter = Counter()
      let task = Task(executorPreference: loop) {
        let within = await counter.seen(loop)
        return [within, loop.isRunningTask]
      }
      #expect(await task.value == [true, true])
    }
  }

  @Test func `the main actor is left, and the loop is where the task comes back to`() async throws {
    try await withEventLoop { loop in
      let task = Task(executorPreference: loop) {
        let within = await MainActor.run { loop.isCurrent }
        return [within, loop.isRunningTask]
      }
      #expect(await task.value == [false, true])
    }
  }

  @Test func `a task may prefer one loop after another`() async throws {
    try await withEventLoops(3) { group in
      let task = Task(executorPreference: group.loops[0]) {
        var seen = [group.loops[0].isRunningTask]
        await withTaskExecutorPreference(group.loops[1]) {
          seen += await seenOn(group.loops[1])
          seen += await group.loops[2].run { await seenOn(group.loops[2]) }
          seen += await seenOn(group.loops[1])
        }
        return seen + [group.loops[0].isRunningTask]
      }
      #expect(await task.value == [Bool](repeating: true, count: 8))
    }
  }

  @Test func `many tasks of many loops that meet in an actor all come to their end`() async throws {
    try await withEventLoops(3) { group in
      let counter = Counter()
      await withTaskGroup(of: Void.self) { tasks in
        for number in 0..<60 {
          let loop = group.loops[number % 3]
          tasks.addTask(executorPreference: number % 4 == 3 ? nil : loop) {
            for _ in 0..<100 {
              await counter.increment()
              _ = await loop.run { loop.isRunningTask }
            }
          }
        }
      }
      #expect(await counter.count == 6000)
    }
  }
}

private actor Counter {
  var count = 0

  func increment() async {
    let before = count
    count = before + 1
  }

  func seen(_ loop: EventLoop) -> Bool { loop.isCurrent }
}

/// Where a part of a task runs, before and after it gave way.
@concurrent
private func seenOn(_ loop: EventLoop) async -> [Bool] {
  let before = loop.isRunningTask
  await Task.yield()
  return [before, loop.isRunningTask]
}

/// Waits for a task of the global pool.
private func elsewhere() async {
  await Task.detached { await Task.yield() }.value
}
