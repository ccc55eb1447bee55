internal import Synchronization

/// Tasks in groups that stay small: what a server starts one of for each connection.
///
/// A task group walks over its children whenever one of them ends, which with ten thousand
/// connections takes longer than serving one. So there are many groups, of which one at a time
/// takes connections: it has the turn, and hands it on when it is full. A group whose tasks have
/// mostly ended gets the turn again; where there is none, a new group begins, as a child of the
/// full one.
package final class TaskShards: Sendable {
  /// Waits for something to do and begins the task for it in the group it is given.
  ///
  /// It calls `enter` of the shard with each task, and the task calls `leave` at its end.
  ///
  /// - Returns: false where nothing more will come.
  package typealias Step =
    nonisolated(nonsending) @Sendable (inout DiscardingTaskGroup, TaskShard) async -> Bool

  private struct Turns {
    var waiting: [(shard: TaskShard, continuation: CheckedContinuation<Bool, Never>)] = []
    var isOver = false
  }

  private let turns = Mutex(Turns())

  package init() {}

  /// Repeats `step` until it says that nothing more will come, and waits for all tasks: once for
  /// each value.
  ///
  /// A cancellation reaches all tasks; `step` has to come to its end then.
  package func run(_ step: @escaping Step) async {
    await withDiscardingTaskGroup { group in
      let shard = TaskShard()
      repeat {
        while !shard.isFull {
          guard await step(&group, shard) else { return end() }
        }
        if !handOn() { group.addTask { await self.run(step) } }
      } while await waitForTurn(shard)
    }
  }

  /// Gives the turn to a group with room; false where there is none.
  private func handOn() -> Bool {
    let next = turns.withLock { turns in
      turns.waiting.firstIndex { $0.shard.hasRoom }.map { turns.waiting.remove(at: $0) }
    }
    next?.continuation.resume(returning: true)
    return next != nil
  }

  /// Waits for the turn; false where nothing more will come.
  private func waitForTurn(_ shard: TaskShard) async -> Bool {
    await withCheckedContinuation { continuation in
      let isOver = turns.withLock { turns in
        if !turns.isOver { turns.waiting.append((shard, continuation)) }
        return turns.isOver
      }
      if isOver { continuation.resume(returning: false) }
    }
  }

  private func end() {
    let waiting = turns.withLock { turns in
      turns.isOver = true
      defer { turns.waiting = [] }
      return turns.waiting
    }
    for (_, continuation) in waiting { continuation.resume(returning: false) }
  }
}

/// How many tasks one group has.
package final class TaskShard: Sendable {
  /// The tasks of one group: so few that walking over them costs nothing beside a connection.
  package static let tasksMax = 128

  private let count = Atomic(0)

  /// Notes that a task begins: by who has the turn.
  package func enter() {
    count.wrappingAdd(1, ordering: .relaxed)
  }

  /// Notes that a task has ended: from any thread.
  package func leave() {
    count.wrappingSubtract(1, ordering: .relaxed)
  }

  var isFull: Bool { count.load(ordering: .relaxed) >= Self.tasksMax }

  /// Whether the turn is worth having: half of the tasks have ended.
  var hasRoom: Bool { count.load(ordering: .relaxed) <= Self.tasksMax / 2 }
}
