internal import CPlatform
internal import SystemCalls

/// SIGHUP as something that a task waits for, again and again: sigaction(2).
///
/// For a program's own start. Signals that come while nobody waits count as one.
package final class HangUpSignal: Sendable {
  private let event: FileDescriptor

  /// Takes the signal over, until the process ends; a later one takes it from this.
  ///
  /// It is unblocked for the calling thread, and so for the threads that it starts from now on: to
  /// be made before the loops.
  ///
  /// - Throws: `.system`: it takes a descriptor.
  package init() throws(EventLoopError) {
    do throws(Errno) {
      event = try System.eventfd()
      // SAFETY: the retain is never undone, so that the descriptor that the signal handler writes
      // to stays open for as long as the handler may run.
      unsafe _ = Unmanaged.passRetained(self)
      try System.tellHangUp(to: event)
    } catch {
      throw .system(error.rawValue)
    }
  }

  /// Waits for the next signal; one that has come since the last call is enough.
  ///
  /// One task can wait at a time.
  ///
  /// - Parameter loop: where to wait.
  /// - Throws: `.cancelled`, `.closed`, `.timedOut`; `.system` where the poller has no room.
  package func wait(on loop: EventLoop) async throws(WaitFailure) {
    try await loop.wait(for: Int16(POLLIN), of: event)
    // An eventfd that is open can be read.
    try? System.clear(event)
  }
}
