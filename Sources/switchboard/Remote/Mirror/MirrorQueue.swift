import Synchronization

/// The files that one session of a mirror has found, and others transfer: a bounded number.
///
/// Whoever takes a job says when it is done, or gives it back. It ends when nothing more is to
/// come, and all that has come is done.
final class MirrorQueue: Sendable {
  private struct State {
    var jobs: [MirrorJob] = []
    var workerCount: Int
    var underWayCount = 0
    var isFinished = false
    /// Counts changes: who has seen the last one waits for the next.
    var version = 0
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let capacity: Int
  private let state: Mutex<State>

  /// An empty queue.
  ///
  /// - Parameters:
  ///   - capacity: how many jobs wait at most.
  ///   - workers: how many tasks take jobs, besides the one that offers them.
  init(capacity: Int, workers: Int) {
    self.capacity = capacity
    state = Mutex(State(workerCount: workers))
  }

  /// Offers a job without waiting.
  ///
  /// - Returns: whether it was taken: not where there is no room, or nobody to do it.
  func offerAtOnce(_ job: MirrorJob) -> Bool {
    change { state in
      guard state.workerCount > 0, state.jobs.count < capacity else { return false }
      state.jobs.append(job)
      return true
    }
  }

  /// Offers a job, and waits until there is room for it.
  ///
  /// - Returns: whether it was taken: not where nobody is there to do it.
  /// - Throws: `CancellationError`.
  func offer(_ job: MirrorJob) async throws -> Bool {
    while true {
      if offerAtOnce(job) { return true }
      let (hasWorkers, isFull, version) = state.withLock {
        ($0.workerCount > 0, $0.jobs.count >= capacity, $0.version)
      }
      guard hasWorkers else { return false }
      if isFull { try await waitForChange(since: version) }
    }
  }

  /// Takes the next job, and waits for it.
  ///
  /// - Returns: nil where all is done, and nothing more is to come.
  /// - Throws: `CancellationError`.
  func next() async throws -> MirrorJob? {
    while true {
      let (job, isOver, version) = state.withLock { state -> (MirrorJob?, Bool, Int) in
        guard state.jobs.isEmpty else {
          state.underWayCount += 1
          return (state.jobs.removeFirst(), false, state.version)
        }
        return (nil, state.isFinished && state.underWayCount == 0, state.version)
      }
      if let job {
        change { _ in }
        return job
      }
      if isOver { return nil }
      try await waitForChange(since: version)
    }
  }

  /// Says that a job that was taken is done.
  func finishJob() {
    change { $0.underWayCount -= 1 }
  }

  /// Gives a job back that others are to do, and takes no more.
  func retire(returning job: MirrorJob) {
    change { state in
      state.underWayCount -= 1
      state.workerCount -= 1
      state.jobs.insert(job, at: 0)
    }
  }

  /// Says that no job is to come.
  func finish() {
    change { $0.isFinished = true }
  }

  /// Changes something, and wakes who waits for that.
  private func change<R: Sendable>(_ body: (inout State) -> R) -> R {
    let (result, waiters) = state.withLock { state in
      let result = body(&state)
      state.version += 1
      defer { state.waiters = [] }
      return (result, state.waiters)
    }
    for waiter in waiters { waiter.resume() }
    return result
  }

  private func waitForChange(since version: Int) async throws {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isLate = state.withLock { state in
          guard state.version == version else { return true }
          state.waiters.append(continuation)
          return false
        }
        if isLate { continuation.resume() }
      }
    } onCancel: {
      change { _ in }
    }
    try Task.checkCancellation()
  }
}
