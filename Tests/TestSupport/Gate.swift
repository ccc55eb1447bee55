import SystemCalls

/// Where jobs on threads wait for a test, and a test for them.
package final class Gate: Sendable {
  private struct State {
    var entered: [Int] = []
    var isOpen = false
  }

  private let monitor = Monitor(State())

  /// A gate that is closed.
  package init() {}

  /// Notes that a job has begun, and blocks its thread until the gate is open.
  package func enter(_ number: Int) {
    monitor.withLock { $0.entered.append(number) }
    monitor.notifyAll()
    _ = monitor.wait { state, _ in state.isOpen ? true : nil }
  }

  /// Lets everyone through who waits or comes.
  package func open() {
    monitor.withLock { $0.isOpen = true }
    monitor.notifyAll()
  }

  /// Waits until as many jobs have begun.
  package func waitUntilEntered(_ count: Int) async throws {
    try await onThread { [self] in
      _ = monitor.wait { state, _ in state.entered.count >= count ? true : nil }
    }
  }

  /// Which have begun, in their order.
  package var entered: [Int] { monitor.withLock { $0.entered } }
}
