import CPlatform
import CTestSupport
import Glibc
import Synchronization
import SystemCalls

/// A started process that is gone when its supervision ends.
final class RunningProcess: Sendable {
  private let number: pid_t
  /// How it ended, once it is reaped: its number is another process's from then on.
  private let end = Mutex<Int32?>(nil)
  private let killed = Atomic(false)

  /// Starts `command`, whose first word is looked up in `PATH`.
  init(
    _ command: [String],
    input: borrowing FileDescriptor,
    output: borrowing FileDescriptor,
    errors: borrowing FileDescriptor
  ) throws(Errno) {
    var number: pid_t = 0
    let (input, output, errors) = (input.number, output.number, errors.number)
    let code = unsafe withArguments(command) { arguments in
      // SAFETY: the arguments end with nil and live through the call, which copies them.
      unsafe ctestsupport_spawn(arguments, input, output, errors, &number)
    }
    guard code == 0 else { throw Errno(rawValue: code) }
    self.number = number
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
        _ = try await self.waitForEnd()
      }
      let result = try await body()
      group.cancelAll()
      try await group.waitForAll()
      return result
    }
  }

  /// Waits until the process has ended.
  ///
  /// - Returns: its exit status, or minus the number of the signal that ended it.
  func waitForEnd() async throws -> Int32 {
    try await onThread { [self] in
      ctestsupport_wait(number)
      return end.withLock { end in
        let status = end ?? ctestsupport_reap(number)
        end = status
        return status
      }
    }
  }

  /// Whether it was killed before it had ended by itself.
  var wasKilled: Bool {
    killed.load(ordering: .relaxed) && end.withLock { $0 } == -SIGKILL
  }

  /// Kills this one process, by its number and only while that is its own.
  private func kill() {
    end.withLock { end in
      guard end == nil else { return }
      killed.store(true, ordering: .relaxed)
      _ = Glibc.kill(number, SIGKILL)
    }
  }
}

/// Lends `body` the words as `argv` of C.
private func withArguments<R>(
  _ words: [String],
  _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
) -> R {
  // SAFETY: each copy is freed once, after `body` has ended.
  let copies = unsafe words.map { unsafe strdup($0) }
  defer { for index in words.indices { unsafe free(copies[index]) } }
  var arguments = unsafe copies + [nil]
  return unsafe body(&arguments)
}
