/// A moment that a task waits for though it was cancelled: how long others have to notice the same
/// cancellation.
package final class Alarm: Sendable {
  private let registration: Registration

  /// An alarm that nobody waits for yet.
  ///
  /// - Parameter loop: whose clock counts.
  package init(on loop: EventLoop) {
    registration = Registration(on: loop)
  }

  /// Waits for a moment: one task at a time.
  ///
  /// - Returns: whether it has come; false where `end` was called, also before, or the loop ends.
  package func wait(until moment: Deadline) async -> Bool {
    await registration.loop.runOperation {
      do throws(WaitFailure) { try await registration.waitUncancelled(until: moment) } catch {
        return false
      }
      return true
    }
  }

  /// Ends the wait, or the next one: from any thread.
  package func end() {
    registration.loop.execute { [self] in registration.interruptReading() }
  }
}
