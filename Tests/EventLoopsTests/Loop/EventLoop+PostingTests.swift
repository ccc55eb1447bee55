import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct EventLoopPostingTests {
  @Test func `what one thread posts is done in its order`() async throws {
    try await withEventLoop { loop in
      let order = Note([Int]())
      for number in 0..<1000 { loop.execute { order.change { $0.append(number) } } }
      await loop.rest()
      #expect(order.value == Array(0..<1000))
    }
  }

  @Test func `what many threads post is done, all of it, and on the loop`() async throws {
    let (threads, posts) = (4, 5000)
    try await withEventLoop { loop in
      let done = LoopOnly([Int](repeating: 0, count: threads))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for thread in 0..<threads {
          group.addTask {
            try await onThread {
              for number in 0..<posts {
                loop.execute {
                  #expect(loop.isCurrent)
                  #expect(done.value[thread] == number)
                  done.value[thread] += 1
                }
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let counts = await loop.run { done.value }
      #expect(counts == [Int](repeating: posts, count: threads))
    }
  }

  @Test func `a loop that is about to sleep misses no post`() async throws {
    try await withEventLoop { loop in
      // Each comes back before the next is posted: so the loop is on its way to sleep each time.
      try await onThread {
        let monitor = Monitor(0)
        for number in 1...20_000 {
          loop.execute {
            monitor.withLock { $0 = number }
            monitor.notifyAll()
          }
          _ = monitor.wait { count, _ in count == number ? true : nil }
        }
      }
    }
  }

  @Test func `two loops that hand over to each other miss nothing`() async throws {
    try await withEventLoops(2) { group in
      let (first, second) = (group.loops[0], group.loops[1])
      try await withThrowingTaskGroup(of: Int.self) { tasks in
        for _ in 0..<4 {
          tasks.addTask(executorPreference: first) {
            var hops = 0
            for _ in 0..<2000 { hops += await second.run { second.isCurrent ? 1 : 0 } }
            return hops
          }
        }
        for try await hops in tasks { #expect(hops == 2000) }
      }
    }
  }

  @Test func `work that posts itself again lets the others have their turn`() async throws {
    try await withEventLoop { loop in
      let isOver = Note(false)
      @Sendable func again() {
        if !isOver.value { loop.execute { again() } }
      }
      again()
      try await loop.sleep(for: .milliseconds(2))
      isOver.set(true)
      await loop.rest()
    }
  }

  @Test func `on a loop that has ended, work is done by whoever posts it`() async throws {
    let group = try EventLoopGroup(loops: 1)
    let loop = group.loops[0]
    await group.shutdown()
    try await onThread {
      let here = ThreadIdentity.current
      let there = Note<[ThreadIdentity]>([])
      loop.execute {
        #expect(loop.isCurrent)
        there.change { $0.append(.current) }
        loop.execute { there.change { $0.append(.current) } }
      }
      #expect(there.value == [here, here])
      #expect(!loop.isCurrent)
    }
  }

  @Test func `on a loop that has ended, many threads' work is done by one at a time`() async throws
  {
    let group = try EventLoopGroup(loops: 1)
    let loop = group.loops[0]
    await group.shutdown()
    let count = LoopOnly(0)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try await onThread { for _ in 0..<5000 { loop.execute { count.value += 1 } } }
        }
      }
      try await group.waitForAll()
    }
    let total = Note(0)
    loop.execute { total.set(count.value) }
    #expect(total.value == 20_000)
  }

  @Test func `a task that outlives its loop comes to its end, and with it the loop`() async throws {
    weak var watched: EventLoop?
    let (resumptions, resume) = AsyncStream<Void>.makeStream()
    let task: Task<[Bool], Never>
    do {
      let group = try EventLoopGroup(loops: 1)
      let loop = group.loops[0]
      watched = loop
      task = Task(executorPreference: loop) { [weak loop] in
        var seen: [Bool] = []
        for await _ in resumptions { seen.append(loop?.isCurrent ?? false) }
        await Task.yield()
        seen.append(loop?.isCurrent ?? false)
        return seen
      }
      await loop.rest()
      await group.shutdown()
    }
    resume.yield()
    resume.finish()
    #expect(await task.value == [true, true])
    while watched != nil { await Task.yield() }
  }
}

/// A value that only one thread at a time may touch, as a loop promises: the thread sanitizer says
/// whether it keeps that.
// SAFETY: what the tests are about.
@safe final class LoopOnly<Value: Sendable>: @unchecked Sendable {
  var value: Value

  init(_ value: Value) {
    self.value = value
  }
}
