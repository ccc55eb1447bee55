import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct PinnedExecutorTests {
  private actor Session {
    private let loop: EventLoop
    private var count = 0

    init(_ loop: EventLoop) { self.loop = loop }

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.unownedExecutor }

    func seen() -> Bool { loop.isCurrent }

    func wait() async -> [Bool] {
      var seen = [loop.isCurrent]
      await Task.yield()
      seen.append(loop.isCurrent)
      try? await loop.sleep(for: .milliseconds(1))
      seen.append(loop.isCurrent)
      let within = await loop.run { loop.isRunningTask }
      return seen + [within, loop.isCurrent]
    }

    func use(_ place: Place) async -> WaitFailure? { await place.failure() }

    func increment(_ other: Session?) async -> Int {
      count += 1
      _ = await other?.increment(nil)
      return count
    }
  }

  @Test func `an actor that is pinned runs on the loop, whoever calls it, and after each wait`()
    async throws
  {
    try await withEventLoop { loop in
      let session = Session(loop)
      #expect(await session.wait() == [true, true, true, true, true])
      let task = Task(executorPreference: loop) { await session.wait() }
      #expect(await task.value == [true, true, true, true, true])
    }
  }

  @Test func `on the loop's thread alone an actor's isolation can be assumed`() async throws {
    try await withEventLoop { loop in
      let session = Session(loop)
      let seen = Note(false)
      loop.execute {
        session.preconditionIsolated()
        seen.set(session.assumeIsolated { _ in loop.isCurrent })
      }
      await loop.rest()
      #expect(seen.value)
      let pinned = unsafe loop.core.pointee.pinned
      #expect(pinned.isIsolatingCurrentContext() == false)
    }
  }

  @Test func `a task of the loop calls an actor without leaving the thread`() async throws {
    try await withLoopBench { bench in
      let loop = bench.loop
      let session = Session(loop)
      let task = Task(executorPreference: loop) {
        var seen: [Bool] = []
        for _ in 0..<100 {
          seen.append(await session.seen())
          seen.append(loop.isRunningTask)
        }
        return seen
      }
      #expect(await task.value == [Bool](repeating: true, count: 200))
    }
  }

  @Test func `an operation of a pinned actor waits, and comes back to it`() async throws {
    try await withLoopBench { bench in
      let place = try Place(on: bench.loop)
      let session = Session(bench.loop)
      let wait = start(on: bench.loop) { [await session.use(place)] }
      await bench.loop.rest()
      bench.poller.tell(place.number, .reading)
      await wait.task.value
      #expect(wait.result.value == [nil])
    }
  }

  @Test func `actors of one loop and of several call each other`() async throws {
    try await withEventLoops(2) { group in
      let (first, second) = (Session(group.loops[0]), Session(group.loops[0]))
      let third = Session(group.loops[1])
      await withTaskGroup(of: Void.self) { tasks in
        for _ in 0..<50 {
          tasks.addTask { _ = await first.increment(second) }
          tasks.addTask { _ = await second.increment(third) }
          tasks.addTask { _ = await third.increment(first) }
        }
      }
      #expect(await first.increment(nil) == 101)
      #expect(await third.increment(nil) == 101)
    }
  }

  @Test func `an actor outlives the thread of its loop, and is used one task at a time`()
    async throws
  {
    let session: Session
    do {
      let group = try EventLoopGroup(loops: 1)
      session = Session(group.loops[0])
      await group.shutdown()
    }
    await withTaskGroup(of: Void.self) { tasks in
      for _ in 0..<1000 { tasks.addTask { _ = await session.increment(nil) } }
    }
    #expect(await session.increment(nil) == 1001)
    #expect(await session.seen())
  }
}
