import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct TurnEndWorkTests {
  /// Work that is to be done so often.
  private final class Work: TurnEndWork {
    let turns = Note([Int]())
    /// What it keeps, as a writer keeps the loop of its connection.
    let loop = Note<EventLoop?>(nil)
    private let times: Int
    private let poller: ScriptedPoller

    init(times: Int, _ poller: ScriptedPoller) {
      (self.times, self.poller) = (times, poller)
    }

    func endTurn() -> Bool {
      turns.change { $0.append(poller.waits) }
      return turns.value.count < times
    }
  }

  @Test func `work is done when all jobs of the turn have run, before the poller is asked`()
    async throws
  {
    try await withLoopBench { bench in
      let (loop, gate) = (bench.loop, Gate())
      let work = Work(times: 1, bench.poller)
      let seen = Note([Int]())
      loop.execute { gate.enter(0) }
      try await gate.waitUntilEntered(1)
      let first = start(on: loop) {
        loop.atTurnEnd(work)
        seen.change { $0.append(work.turns.value.count) }
      }
      let second = start(on: loop) {
        seen.change { $0.append(work.turns.value.count) }
        return bench.poller.waits
      }
      gate.open()
      await first.task.value
      await second.task.value
      await loop.rest()
      #expect(seen.value == [0, 0])
      let waits = try #require(second.result.value)
      #expect(work.turns.value == [waits])
    }
  }

  @Test func `work that says so is done at the end of the next turn as well`() async throws {
    try await withLoopBench { bench in
      let work = Work(times: 3, bench.poller)
      let loop = bench.loop
      loop.execute { loop.atTurnEnd(work) }
      for _ in 0..<4 { await loop.rest() }
      #expect(work.turns.value.count == 3)
      #expect(Set(work.turns.value).count == 3)
    }
  }

  @Test func `work that never ends does not outlive its loop`() async throws {
    weak var watched: Work?
    do {
      let work = Work(times: .max, ScriptedPoller())
      watched = work
      try await withEventLoop { loop in
        work.loop.set(loop)
        loop.execute { loop.atTurnEnd(work) }
        await loop.rest()
      }
      #expect(work.turns.value.count > 0)
    }
    while watched != nil { await Task.yield() }
    let work = Work(times: .max, ScriptedPoller())
    let group = try EventLoopGroup(loops: 1)
    let loop = group.loops[0]
    await group.shutdown()
    loop.execute { loop.atTurnEnd(work) }
    #expect(work.turns.value.count == 1)
  }
}
