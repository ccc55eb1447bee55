import CPlatform
import Glibc
import SystemCalls

/// What a test does to the signals of a process that it has for itself.
enum Disposition {
  /// Makes SIGTERM and SIGINT count up one eventfd.
  static func tellBoth() throws(Errno) -> FileDescriptor {
    let event = try System.eventfd()
    for signal in TerminationSignal.allCases { try System.tell(signal, to: event) }
    return event
  }

  /// Sends this process a signal and waits until it is told.
  ///
  /// - Returns: whether that happened in time.
  static func send(_ number: Int32, expectingIn event: borrowing FileDescriptor) throws -> Bool {
    kill(getpid(), number)
    return try System.poll(event.number, Int16(POLLIN), timeoutMilliseconds: 10_000) != nil
  }

  /// Sends this process a signal that ends it; where it lives on, that fails with status 99.
  static func sendLast(_ number: Int32) -> Never {
    kill(getpid(), number)
    _ = poll(nil, 0, 10_000)
    _exit(99)
  }

  /// Lets a signal through on this thread: those of Swift's pool hold nearly every one back.
  static func unblock(_ number: Int32) {
    var set = sigset_t()
    // SAFETY: the set lives in this frame.
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, number)
    unsafe _ = pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Makes a signal do nothing but interrupt the call that a thread is in.
  static func interruptCalls(by number: Int32) {
    var action = sigaction()
    // SAFETY: the action lives in this frame; the handler does nothing, which any moment allows.
    unsafe action.__sigaction_handler.sa_handler = { _ in }
    unsafe _ = sigaction(number, &action, nil)
  }
}
