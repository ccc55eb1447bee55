import Foundation

/// Threads for tests that block: Swift's own pool has one a core, and a test that blocked there
/// would stop its neighbours.
///
/// There are as many as there are tests at once that a small machine has room for.
final class TestThreads: TaskExecutor {
  static let shared = TestThreads(count: 8)

  private let jobs = JobQueue()

  private init(count: Int) {
    for _ in 0..<count {
      Thread.detachNewThread { [jobs, unowned self] in
        Self.unblockSignals()
        // SAFETY: the executor lives as long as the process, and each job is run once.
        while true { unsafe jobs.next().runSynchronously(on: asUnownedTaskExecutor()) }
      }
    }
  }

  /// Lets the programs that are started here be ended.
  ///
  /// This thread, and they after it, inherit that nearly all signals are blocked from the thread of
  /// Swift's pool that has made it.
  private static func unblockSignals() {
    var none = sigset_t()
    // SAFETY: the calls write and read the set, which lives until they return.
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    jobs.append(UnownedJob(job))
  }
}

/// Jobs that wait for a thread.
///
/// Its state is guarded by its condition, hence `@unchecked`.
private final class JobQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private var waiting: [UnownedJob] = []

  func append(_ job: UnownedJob) {
    condition.withLock {
      waiting.append(job)
      condition.signal()
    }
  }

  func next() -> UnownedJob {
    condition.withLock {
      while waiting.isEmpty { condition.wait() }
      return waiting.removeFirst()
    }
  }
}

/// Runs the body of a test that blocks, as part of the same task: expectations belong to the test.
func onThread<R: Sendable>(_ body: @Sendable () throws -> R) async throws -> R {
  try await withTaskExecutorPreference(TestThreads.shared) {
    try await runConcurrently(body)
  }
}

@concurrent
private func runConcurrently<R: Sendable>(_ body: @Sendable () throws -> R) async throws -> R {
  try body()
}

/// Runs `body` on `count` threads at once, waits for all, and throws what the first of them threw.
///
/// The threads belong to no test: `body` throws instead of expecting.
func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
  let outcomes = Outcomes(awaiting: count)
  for index in 0..<count {
    let thread = Thread { outcomes.add(Result { try body(index) }) }
    thread.stackSize = 1 << 20
    thread.start()
  }
  for outcome in try outcomes.all() { try outcome.get() }
}

/// How threads have ended; its state is guarded by its condition, hence `@unchecked`.
private final class Outcomes: @unchecked Sendable {
  private let condition = NSCondition()
  private let expectedCount: Int
  private var outcomes: [Result<Void, any Error>] = []

  init(awaiting count: Int) {
    expectedCount = count
  }

  func add(_ outcome: Result<Void, any Error>) {
    condition.withLock {
      outcomes.append(outcome)
      condition.signal()
    }
  }

  func all() throws -> [Result<Void, any Error>] {
    let deadline = Patience.deadline
    return try condition.withLock {
      while outcomes.count < expectedCount {
        guard condition.wait(until: deadline) else {
          throw Failure("\(expectedCount - outcomes.count) of \(expectedCount) threads did not end")
        }
      }
      return outcomes
    }
  }
}
