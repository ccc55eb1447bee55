internal import CPlatform
internal import SystemCalls

/// SIGTERM and SIGINT as something that tasks wait for, on their loop: sigaction(2).
///
/// For a program's own start. A second one of these signals ends the process at once with status
/// 128 + its number.
package final class TerminationRequest: Sendable {
  /// An eventfd that is never read: once it is not 0, everybody who waits for it goes on.
  private let event: FileDescriptor

  /// Takes the signals over, until the process ends; a later request takes them from this one.
  ///
  /// They are unblocked for the calling thread, and so for the threads that it starts from now on:
  /// to be made before the loops.
  ///
  /// - Throws: `.system`: it takes a descriptor.
  package init() throws(EventLoopError) {
    do throws(Errno) {
      event = try System.eventfd()
      // SAFETY: the retain is never undone, so that the descriptor that the signal handler writes
      // to stays open for as long as the handler may run.
      unsafe _ = Unmanaged.passRetained(self)
      for signal in TerminationSignal.allCases { try System.tell(signal, to: event) }
    } catch {
      throw .system(error.rawValue)
    }
  }

  /// Whether one of the signals has come.
  package var isMade: Bool {
    let readable = try? System.poll(event.number, Int16(POLLIN), timeoutMilliseconds: 0)
    return readable != nil
  }

  /// Waits for the first of the signals; one that has come already is enough.
  ///
  /// One task on each loop can wait at a time.
  ///
  /// - Parameter loop: where to wait.
  /// - Throws: `.cancelled`, `.closed`, `.timedOut`; `.system` where the poller has no room.
  package func wait(on loop: EventLoop) async throws(WaitFailure) {
    try await loop.wait(for: Int16(POLLIN), of: event)
  }
}
