import Glibc
import Synchronization
import SystemCalls
import TestSupport

/// Runs `body` on a thread of its own, to which another sends a signal again and again that does
/// nothing but interrupt its calls.
func onInterruptedThread<R: Sendable>(
  _ body: @escaping @Sendable () throws -> R
) async throws -> R {
  _ = isInterruptingSignalInstalled
  return try await onThread {
    unblockInterruptingSignal()
    let hasEnded = Ending()
    let target = pthread_self()
    let signaller = try SystemThread(name: "signaller") {
      while !hasEnded.value.load(ordering: .acquiring) {
        pthread_kill(target, SIGUSR1)
        // Leaves the thread time to go on in between.
        _ = try? System.poll(-1, 0, timeoutMilliseconds: 1)
      }
    }
    let result = Result { try body() }
    hasEnded.value.store(true, ordering: .releasing)
    signaller.join()
    return try result.get()
  }
}

/// Threads of Swift's pool block signals, and those that they start do as they do.
private func unblockInterruptingSignal() {
  var signals = sigset_t()
  // SAFETY: the set is this frame's; the calls read and write nothing else.
  unsafe sigemptyset(&signals)
  unsafe sigaddset(&signals, SIGUSR1)
  unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
}

private final class Ending: Sendable {
  let value = Atomic(false)
}

/// A handler, so that the signal does not end the process, and no automatic restart of calls.
private let isInterruptingSignalInstalled: Bool = {
  var action = sigaction()
  // SAFETY: the handler does nothing, which is allowed at any time. Without SA_RESTART among the
  // flags, which are none, it interrupts.
  unsafe action.__sigaction_handler.sa_handler = { _ in }
  return unsafe sigaction(SIGUSR1, &action, nil) == 0
}()
