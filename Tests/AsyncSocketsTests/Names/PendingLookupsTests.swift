import EventLoops
import Sockets
import TestSupport
import Testing

@testable import AsyncSockets

struct PendingLookupsTests {
  /// Look-ups of numbers that block at a gate; how often each was made is what the gate knows.
  private struct Bench {
    let gate = Gate()
    let pool: OffloadPool
    let lookups: PendingLookups<Int, String>

    init(threadsMax: Int = 2, queueMax: Int = 10) {
      let gate = gate
      pool = OffloadPool(name: "lookup", threadsMax: threadsMax, queueMax: queueMax)
      lookups = PendingLookups(on: pool) { number throws(SocketError) in
        gate.enter(number)
        guard number >= 0 else { throw SocketError(.unknownName, operation: .resolve) }
        return "number \(number)"
      }
    }

    /// How it ends, for a task that may be cancelled.
    func outcome(_ number: Int) async -> Result<String, SocketError> {
      do throws(SocketError) {
        return .success(try await lookups.answer(to: number))
      } catch {
        return .failure(error)
      }
    }

    /// How as many tasks that ask the same end; the gate opens once all of them wait.
    func outcomes(_ number: Int, tasks: Int) async throws -> [Result<String, SocketError>] {
      try await withThrowingTaskGroup(of: Result<String, SocketError>.self) { group in
        for _ in 0..<tasks { group.addTask { await outcome(number) } }
        while lookups.waiterCount(of: number) < tasks { await Task.yield() }
        gate.open()
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
  }

  private static let cancelled = SocketError(.cancelled, operation: .resolve)

  @Test func `a question that is under way is asked once, and all get the answer`() async throws {
    let bench = Bench()
    let outcomes = try await bench.outcomes(7, tasks: 20)
    #expect(outcomes == [Result](repeating: .success("number 7"), count: 20))
    #expect(bench.gate.entered == [7])
    #expect(bench.lookups.waiterCount(of: 7) == 0)
    await bench.pool.shutdown()
  }

  @Test func `a failure goes to all`() async throws {
    let bench = Bench()
    let outcomes = try await bench.outcomes(-1, tasks: 3)
    let failure = SocketError(.unknownName, operation: .resolve)
    #expect(outcomes == [Result](repeating: .failure(failure), count: 3))
    #expect(bench.gate.entered == [-1])
    await bench.pool.shutdown()
  }

  @Test func `an answer is not kept, and other questions are asked beside`() async throws {
    let bench = Bench()
    bench.gate.open()
    #expect(try await bench.lookups.answer(to: 1) == "number 1")
    #expect(try await bench.lookups.answer(to: 1) == "number 1")
    #expect(try await bench.lookups.answer(to: 2) == "number 2")
    #expect(bench.gate.entered == [1, 1, 2])
    await bench.pool.shutdown()
  }

  @Test func `a task that is cancelled leaves at once, and the others get the answer`() async throws
  {
    let bench = Bench()
    try await withThrowingTaskGroup(of: Void.self) { others in
      others.addTask { #expect(await bench.outcome(7) == .success("number 7")) }
      try await bench.gate.waitUntilEntered(1)
      await withTaskGroup(of: Result<String, SocketError>.self) { group in
        group.addTask { await bench.outcome(7) }
        while bench.lookups.waiterCount(of: 7) < 2 { await Task.yield() }
        group.cancelAll()
        #expect(await group.next() == .failure(Self.cancelled))
      }
      #expect(bench.lookups.waiterCount(of: 7) == 1)
      bench.gate.open()
      try await others.waitForAll()
    }
    #expect(bench.gate.entered == [7])
    await bench.pool.shutdown()
  }

  @Test func `a question that nobody waits for any more is not asked`() async throws {
    let bench = Bench(threadsMax: 1)
    try await withThrowingTaskGroup(of: Void.self) { others in
      others.addTask { #expect(await bench.outcome(1) == .success("number 1")) }
      try await bench.gate.waitUntilEntered(1)
      await withTaskGroup(of: Result<String, SocketError>.self) { group in
        group.addTask { await bench.outcome(2) }
        while bench.lookups.waiterCount(of: 2) < 1 { await Task.yield() }
        group.cancelAll()
        #expect(await group.next() == .failure(Self.cancelled))
      }
      bench.gate.open()
      try await others.waitForAll()
    }
    #expect(try await bench.lookups.answer(to: 3) == "number 3")
    #expect(bench.gate.entered == [1, 3])
    await bench.pool.shutdown()
  }

  @Test func `a question that runs for nobody is joined by who asks next`() async throws {
    let bench = Bench()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { #expect(await bench.outcome(7) == .failure(Self.cancelled)) }
      try await bench.gate.waitUntilEntered(1)
      group.cancelAll()
      try await group.waitForAll()
    }
    #expect(try await bench.outcomes(7, tasks: 2) == [.success("number 7"), .success("number 7")])
    #expect(bench.gate.entered == [7])
    await bench.pool.shutdown()
  }

  @Test func `a task that was cancelled before asks nothing`() async throws {
    let bench = Bench()
    await withTaskGroup(of: Result<String, SocketError>.self) { group in
      group.cancelAll()
      group.addTask { await bench.outcome(7) }
      #expect(await group.next() == .failure(Self.cancelled))
    }
    #expect(bench.pool.threadCount == 0)
  }

  @Test func `more questions than may wait are refused`() async throws {
    let bench = Bench(threadsMax: 1, queueMax: 0)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { #expect(await bench.outcome(1) == .success("number 1")) }
      try await bench.gate.waitUntilEntered(1)
      #expect(await bench.outcome(2) == .failure(SocketError(.busy, operation: .resolve)))
      bench.gate.open()
      try await group.waitForAll()
    }
    await bench.pool.shutdown()
    #expect(await bench.outcome(3) == .failure(SocketError(.closed, operation: .resolve)))
  }
}
