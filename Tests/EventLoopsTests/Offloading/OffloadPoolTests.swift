import Foundation
import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

struct OffloadPoolTests {
  private struct Mishap: Error, Equatable {}

  @Test func `a job's result comes back from a thread with the pool's name`() async throws {
    let pool = OffloadPool(name: "worker", threadsMax: 1)
    let name = try await pool.run {
      try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
    }
    #expect(name == "worker\n")
    await pool.shutdown()
  }

  @Test func `what a job throws comes back with its type`() async {
    let pool = OffloadPool(name: "worker", threadsMax: 1)
    do throws(OffloadError<Mishap>) {
      try await pool.run { () throws(Mishap) in throw Mishap() }
      Issue.record("nothing was thrown")
    } catch {
      #expect(error == .failed(Mishap()))
    }
    await pool.shutdown()
  }

  @Test func `jobs one after another share a thread`() async throws {
    let pool = OffloadPool(name: "worker", threadsMax: 8, idleTime: .seconds(3_600))
    #expect(pool.threadCount == 0)
    for number in 0..<100 {
      #expect(try await pool.run { number } == number)
      #expect(pool.threadCount == 1)
    }
    await pool.shutdown()
    #expect(pool.threadCount == 0)
  }

  @Test func `jobs at once have a thread each up to the bound, and then wait in order`()
    async throws
  {
    let pool = OffloadPool(name: "worker", threadsMax: 3)
    let (gate, order) = (Gate(), Monitor([Int]()))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<3 {
        group.addTask { try await pool.run { gate.enter(number) } }
        try await gate.waitUntilEntered(number + 1)
        #expect(pool.threadCount == number + 1)
      }
      let jobs = (0..<20).map { number in OffloadCall { order.withLock { $0.append(number) } } }
      for job in jobs { pool.submit(job) }
      #expect(pool.threadCount == 3)
      #expect(order.withLock { $0 } == [])
      gate.open()
      try await group.waitForAll()
    }
    _ = try await pool.run {}
    await pool.shutdown()
    #expect(order.withLock { $0.sorted() } == Array(0..<20))
  }

  @Test func `one thread does what waits in order`() async throws {
    let pool = OffloadPool(name: "worker", threadsMax: 1)
    let (gate, order) = (Gate(), Monitor([Int]()))
    pool.submit(OffloadCall { gate.enter(0) })
    for number in 0..<20 { pool.submit(OffloadCall { order.withLock { $0.append(number) } }) }
    gate.open()
    try await pool.run {}
    #expect(order.withLock { $0 } == Array(0..<20))
    await pool.shutdown()
  }

  @Test(arguments: [(0, 0), (-1, 0), (2, 2)])
  func `more jobs than may wait are refused`(queueMax: Int, waiting: Int) async throws {
    let pool = OffloadPool(name: "worker", threadsMax: 2, queueMax: queueMax)
    let gate = Gate()
    for number in 0..<2 + waiting { pool.submit(OffloadCall { gate.enter(number) }) }
    do throws(OffloadError<Never>) {
      try await pool.run {}
      Issue.record("a job too many was done")
    } catch {
      #expect(error == .refused(.queueFull))
    }
    gate.open()
    try await gate.waitUntilEntered(2 + waiting)
    await pool.shutdown()
  }

  @Test func `a job that waits goes with its task, and makes room`() async throws {
    let pool = OffloadPool(name: "worker", threadsMax: 1, queueMax: 1)
    let gate = Gate()
    pool.submit(OffloadCall { gate.enter(0) })
    try await gate.waitUntilEntered(1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        await #expect(throws: OffloadError<Never>.cancelled) {
          try await pool.run { gate.enter(1) }
        }
      }
      group.cancelAll()
      try await group.waitForAll()
    }
    let last = OffloadCall { gate.enter(2) }
    pool.submit(last)
    #expect(!last.waiter.isOver)
    gate.open()
    try await gate.waitUntilEntered(2)
    #expect(gate.entered == [0, 2])
    await pool.shutdown()
  }

  @Test func `a task whose job runs leaves at once, and the result is dropped`() async throws {
    final class Content: Sendable {}
    let pool = OffloadPool(name: "worker", threadsMax: 1)
    let gate = Gate()
    let results = Monitor([WeakContent]())
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        await #expect(throws: OffloadError<Never>.cancelled) {
          _ = try await pool.run { () -> Content in
            let content = Content()
            results.withLock { $0.append(WeakContent(content)) }
            gate.enter(0)
            return content
          }
        }
      }
      try await gate.waitUntilEntered(1)
      group.cancelAll()
      try await group.waitForAll()
    }
    // The job still runs.
    #expect(results.withLock { $0.first?.content != nil })
    gate.open()
    await pool.shutdown()
    #expect(results.withLock { $0.first?.content == nil })
  }

  @Test func `shutting down refuses what waits and what comes, and waits for what runs`()
    async throws
  {
    let pool = OffloadPool(name: "worker", threadsMax: 1)
    let gate = Gate()
    let isDone = Monitor(false)
    pool.submit(
      OffloadCall {
        gate.enter(0)
        isDone.withLock { $0 = true }
      }
    )
    try await gate.waitUntilEntered(1)
    let waiting = TellingJob()
    pool.submit(waiting)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        await pool.shutdown()
        #expect(isDone.withLock { $0 })
      }
      #expect(try await waiting.refusal() == .shutDown)
      await #expect(throws: OffloadError<Never>.refused(.shutDown)) { try await pool.run {} }
      #expect(!isDone.withLock { $0 })
      gate.open()
      try await group.waitForAll()
    }
    #expect(pool.threadCount == 0)
    await pool.shutdown()
  }

  @Test func `a thread without a job ends after the idle time, and another takes the next`()
    async throws
  {
    let pool = OffloadPool(name: "worker", threadsMax: 4, idleTime: .zero)
    for number in 0..<50 {
      #expect(try await pool.run { number } == number)
      while number.isMultiple(of: 10), pool.threadCount > 0 { await Task.yield() }
    }
    await pool.shutdown()
  }

  @Test func `a pool that goes away ends its threads`() async throws {
    weak var workers: OffloadWorkers?
    do {
      let pool = OffloadPool(name: "worker", threadsMax: 2)
      try await pool.run {}
      workers = pool.workers
    }
    while workers != nil { await Task.yield() }
  }

  @Test func `many tasks at once all get their own result`() async throws {
    let pool = OffloadPool(name: "worker", threadsMax: 4, idleTime: .zero)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<1000 {
        group.addTask { try await pool.run { number * 2 } == number * 2 }
      }
      for try await isOwn in group { #expect(isOwn) }
    }
    await pool.shutdown()
  }

  #if DEBUG
  @Test func `without any thread a job is refused, with one it waits`() async throws {
    let pool = OffloadPool(name: "worker", threadsMax: 2)
    let gate = Gate()
    let faults = [FakeKernel.Fault(.pthreadCreate, turns: 1...Int.max, .failure(.wouldBlock))]
    let refused = TellingJob()
    FakeKernel.run(faults) { pool.submit(refused) }
    #expect(try await refused.refusal() == .noThread(errno: Errno.wouldBlock.rawValue))
    #expect(pool.threadCount == 0)

    pool.submit(OffloadCall { gate.enter(0) })
    let waiting = OffloadCall { 7 }
    FakeKernel.run(faults) { pool.submit(waiting) }
    #expect(!waiting.waiter.isOver)
    #expect(pool.threadCount == 1)
    gate.open()
    await pool.shutdown()
  }
  #endif
}

/// A reference that keeps nothing alive.
private struct WeakContent: Sendable {
  weak let content: (any AnyObject & Sendable)?

  init(_ content: any AnyObject & Sendable) {
    self.content = content
  }
}

/// A job that tells why it was refused.
private final class TellingJob: OffloadJob {
  private let refusals = Monitor([OffloadRefusal]())

  func perform() -> () -> Void { {} }

  func refuse(_ reason: OffloadRefusal) {
    refusals.withLock { $0.append(reason) }
    refusals.notifyAll()
  }

  func refusal() async throws -> OffloadRefusal? {
    try await onThread { [self] in refusals.wait { value, _ in value.first } }
  }
}
