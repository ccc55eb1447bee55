internal import SystemCalls

/// The threads of an `OffloadPool` and what they share.
///
/// Apart from the pool, since they keep this alive: a pool that goes away ends them.
final class OffloadWorkers: Sendable {
  private struct State {
    /// Jobs that no thread has taken yet, the oldest first.
    var waiting: [any OffloadJob] = []
    /// Threads that there are, and those that are about to start.
    var threads = 0
    /// Jobs that a thread is at.
    var running = 0
    var isClosed = false
    /// Tasks that wait until there is no thread.
    var watchers: [CheckedContinuation<Void, Never>] = []

    /// Counts a thread that ends, or never began; who is to be told of it.
    mutating func endThread() -> [CheckedContinuation<Void, Never>] {
      threads -= 1
      guard threads == 0 else { return [] }
      defer { watchers = [] }
      return watchers
    }
  }

  /// What a thread does next.
  private enum Step {
    case perform(any OffloadJob)
    /// It is not counted any more, and tells these.
    case end([CheckedContinuation<Void, Never>])
  }

  private let monitor = Monitor(State())
  private let name: String
  private let threadsMax: Int
  private let queueMax: Int
  private let idleNanoseconds: Int64

  init(name: String, threadsMax: Int, queueMax: Int, idleTime: Duration) {
    self.name = name
    self.threadsMax = threadsMax
    self.queueMax = queueMax
    let (seconds, attoseconds) = idleTime.components
    // A thread may as well stay for ever beyond ten years.
    idleNanoseconds = min(seconds, 315_360_000) * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  /// Has the job done by a thread that is free, or a new one, or whichever is free first.
  func submit(_ job: any OffloadJob) {
    let (refusal, needsThread) = monitor.withLock { state -> (OffloadRefusal?, Bool) in
      guard !state.isClosed else { return (.shutDown, false) }
      guard state.waiting.count + state.running < threadsMax + queueMax else {
        return (.queueFull, false)
      }
      state.waiting.append(job)
      let isShort = state.waiting.count > state.threads - state.running
      let needsThread = isShort && state.threads < threadsMax
      if needsThread { state.threads += 1 }
      return (nil, needsThread)
    }
    if let refusal {
      job.refuse(refusal)
    } else if needsThread {
      startThread()
    } else {
      monitor.notifyOne()
    }
  }

  /// Takes back a job that no thread has taken; whether it was there.
  @discardableResult
  func remove(_ job: any OffloadJob) -> Bool {
    monitor.withLock { state in
      guard let index = state.waiting.firstIndex(where: { $0 === job }) else { return false }
      state.waiting.remove(at: index)
      return true
    }
  }

  /// Refuses what waits and what is to come; threads end when they are done.
  func close() {
    let refused = monitor.withLock { state in
      state.isClosed = true
      defer { state.waiting = [] }
      return state.waiting
    }
    monitor.notifyAll()
    for job in refused { job.refuse(.shutDown) }
  }

  /// Waits until there is no thread.
  func waitForEnd() async {
    await withCheckedContinuation { continuation in
      let isOver = monitor.withLock { state in
        if state.threads > 0 { state.watchers.append(continuation) }
        return state.threads == 0
      }
      if isOver { continuation.resume() }
    }
  }

  var threadCount: Int {
    monitor.withLock { $0.threads }
  }

  private func startThread() {
    do throws(Errno) {
      try SystemThread(name: name) { self.work() }.detach()
    } catch {
      let (watchers, jobs) = monitor.withLock { state in
        let watchers = state.endThread()
        // Other threads will come to what waits; without any, nobody will.
        let jobs = state.threads == 0 ? state.waiting : []
        if state.threads == 0 { state.waiting = [] }
        return (watchers, jobs)
      }
      for job in jobs { job.refuse(.noThread(errno: error.rawValue)) }
      for watcher in watchers { watcher.resume() }
    }
  }

  /// The life of a thread.
  private func work() {
    while true {
      switch nextStep() {
      case .perform(let job):
        let tell = job.perform()
        monitor.withLock { $0.running -= 1 }
        tell()
      case .end(let watchers):
        for watcher in watchers { watcher.resume() }
        return
      }
    }
  }

  /// Waits for a job, or until there is none for the idle time, or none to come.
  private func nextStep() -> Step {
    let deadline = MonotonicClock.nanoseconds + idleNanoseconds
    let step = monitor.wait(until: deadline) { state, isLast -> Step? in
      if !state.waiting.isEmpty {
        state.running += 1
        return .perform(state.waiting.removeFirst())
      }
      // Under the same lock that found no job: one that comes now starts a thread of its own.
      return isLast || state.isClosed ? .end(state.endThread()) : nil
    }
    // The last attempt says one of both.
    return step ?? .end([])
  }
}
