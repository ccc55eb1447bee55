import AsyncSockets
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct TaskShardsTests {
  /// Tells a run of task shards what to do next, and has its tasks wait.
  private final class Script: Sendable {
    private struct State {
      /// What is to be begun next: a task, or the end; nil until the test says so.
      var allowed = 0
      var isOver = false
      var step: CheckedContinuation<Void, Never>?
      /// Tasks that wait, by the place of their shard.
      var tasks: [Int: [CheckedContinuation<Void, Never>]] = [:]
      var shards: [ObjectIdentifier] = []
      var running = 0
      var cancelled = 0
    }

    private let state = Mutex(State())

    var running: Int { state.withLock { $0.running } }
    var cancelled: Int { state.withLock { $0.cancelled } }
    var shardCount: Int { state.withLock { $0.shards.count } }
    /// How many tasks each shard has begun that still wait.
    var waiting: [Int] {
      state.withLock { state in
        state.shards.indices.map { state.tasks[$0, default: []].count }
      }
    }

    /// Lets so many more tasks begin, and waits until they have.
    func begin(_ count: Int) async {
      let goal = running + count
      let step = state.withLock { state in
        state.allowed += count
        return state.step.take()
      }
      step?.resume()
      while running < goal || waiting.reduce(0, +) < goal { await Task.yield() }
    }

    /// Ends so many tasks of a shard, and waits until they have gone.
    func end(_ count: Int, of shard: Int) async {
      let goal = running - count
      let ended = state.withLock { state in
        let ended = state.tasks[shard, default: []].prefix(count)
        state.tasks[shard, default: []].removeFirst(ended.count)
        return Array(ended)
      }
      for task in ended { task.resume() }
      while running > goal { await Task.yield() }
    }

    /// Says that nothing more will come.
    func finish() {
      let step = state.withLock { state in
        state.isOver = true
        return state.step.take()
      }
      step?.resume()
    }

    /// The step of the run.
    func step(_ group: inout DiscardingTaskGroup, _ shard: TaskShard) async -> Bool {
      guard await mayBegin() else { return false }
      let place = place(of: shard)
      shard.enter()
      group.addTask { await self.work(place, shard) }
      return true
    }

    private func mayBegin() async -> Bool {
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          let isDecided = state.withLock { state in
            if state.allowed > 0 || state.isOver { return true }
            state.step = continuation
            return false
          }
          if isDecided { continuation.resume() }
        }
      } onCancel: {
        finish()
      }
      return state.withLock { state in
        guard state.allowed > 0 else { return false }
        state.allowed -= 1
        return true
      }
    }

    private func place(of shard: TaskShard) -> Int {
      state.withLock { state in
        let identity = ObjectIdentifier(shard)
        if let place = state.shards.firstIndex(of: identity) { return place }
        state.shards.append(identity)
        return state.shards.count - 1
      }
    }

    private func work(_ place: Int, _ shard: TaskShard) async {
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          state.withLock { state in
            state.running += 1
            state.tasks[place, default: []].append(continuation)
          }
        }
      } onCancel: {
        state.withLock { $0.cancelled += 1 }
      }
      shard.leave()
      state.withLock { $0.running -= 1 }
    }
  }

  /// Runs a script while `body` says what happens.
  private static func run(
    _ body: nonisolated(nonsending) (Script, Task<Void, Never>) async throws -> Void
  ) async rethrows {
    let script = Script()
    let run = Task {
      await TaskShards().run { group, shard in await script.step(&group, shard) }
    }
    try await body(script, run)
    await run.value
    #expect(script.running == 0)
  }

  /// Ends all tasks there are.
  private static func endAll(_ script: Script) async {
    for (place, count) in script.waiting.enumerated() { await script.end(count, of: place) }
  }

  private static let most = TaskShard.tasksMax

  @Test func `many tasks run at the same time, in groups that stay small`() async {
    await Self.run { script, _ in
      await script.begin(400)
      #expect(script.waiting == [Self.most, Self.most, Self.most, 400 - 3 * Self.most])
      script.finish()
      await Self.endAll(script)
    }
  }

  /// How many tasks of the first group end, and which group then has the task that comes when the
  /// third is full.
  @Test(arguments: [(most / 2 - 1, 3), (most / 2, 0), (most, 0)])
  func `a group half of whose tasks have ended has its turn again`(
    ended: Int,
    next: Int
  ) async {
    await Self.run { script, _ in
      await script.begin(2 * Self.most)
      await script.end(ended, of: 0)
      await script.begin(Self.most)
      await script.begin(1)
      var expected = [Self.most - ended, Self.most, Self.most, 0]
      expected[next] += 1
      #expect(script.waiting + (next == 3 ? [] : [0]) == expected)
      script.finish()
      await Self.endAll(script)
    }
  }

  @Test func `the end reaches groups that wait for their turn, and tasks go on`() async {
    await Self.run { script, _ in
      await script.begin(3 * Self.most + 1)
      script.finish()
      #expect(script.running == 3 * Self.most + 1)
      await Self.endAll(script)
    }
  }

  @Test func `a cancellation reaches all tasks of all groups`() async {
    await Self.run { script, run in
      await script.begin(2 * Self.most + 1)
      run.cancel()
      while script.cancelled < 2 * Self.most + 1 { await Task.yield() }
      await Self.endAll(script)
    }
  }

  @Test func `where nothing comes it ends at once`() async {
    await Self.run { script, _ in script.finish() }
    #expect(TaskShard.tasksMax > 1)
  }
}
