import Foundation
import Synchronization

/// A started process that is gone when its supervision ends.
final class RunningProcess: Sendable {
  private let process: Process
  private let end = DispatchSemaphore(value: 0)
  private let killed = Atomic(false)

  /// Starts `process`, with no signal blocked.
  init(_ process: Process) async throws {
    self.process = process
    process.terminationHandler = { [end] _ in end.signal() }
    // A process inherits the mask of the thread that starts it, and the threads of Swift's pool
    // block nearly every signal.
    try await onThread {
      var none = sigset_t()
      // SAFETY: the set is this frame's; the calls read and write nothing else.
      unsafe sigemptyset(&none)
      unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
      try process.run()
    }
  }

  /// Runs `body`, and kills the process at the deadline or when `body` ends.
  func supervise<R: Sendable>(
    deadline: Duration,
    _ body: () async throws -> R
  ) async throws -> R {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        // Ends early when `body` has ended, or the test was cancelled.
        try? await Task.sleep(for: deadline)
        self.kill()
        try await self.waitForEnd()
      }
      let result = try await body()
      group.cancelAll()
      try await group.waitForAll()
      return result
    }
  }

  /// Waits until the process has ended.
  func waitForEnd() async throws {
    try await onThread { [end] in
      end.wait()
      end.signal()
    }
  }

  /// Whether the process was still running when it was killed.
  var wasKilled: Bool { killed.load(ordering: .relaxed) }

  /// Kills this one process by its number.
  private func kill() {
    guard process.isRunning else { return }
    killed.store(true, ordering: .relaxed)
    _ = Glibc.kill(process.processIdentifier, SIGKILL)
  }
}
