internal import Synchronization

/// A task that waits for a value, which another thread gives once, or until the task is cancelled.
///
/// Whoever comes first decides what the value is; the others change nothing.
package final class Waiter<Value: Sendable>: Sendable {
  private enum State {
    case new
    /// `hasBegun` once there is something to leave.
    case waiting(CheckedContinuation<Value, Never>, hasBegun: Bool)
    case given
    case cancelled
  }

  private let state = Mutex(State.new)

  /// A waiter that nobody has waited with yet.
  package init() {}

  /// Waits for the value: once for each waiter.
  ///
  /// - Parameters:
  ///   - cancelled: the value of a task that is cancelled, at once.
  ///   - begin: asks for what leads to `give`; not called where the task was cancelled before.
  ///   - leave: called once, after `begin` and on whatever thread, where the task is cancelled
  ///     while it waits: nobody wants the value any more.
  /// - Returns: the first value that was given.
  package func wait(
    cancelled: Value,
    _ begin: () -> Void,
    leave: @escaping @Sendable () -> Void
  ) async -> Value {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard enter(continuation) else {
          continuation.resume(returning: cancelled)
          return
        }
        begin()
        if wasCancelledDuringBegin() { leave() }
      }
    } onCancel: {
      if cancel(cancelled) { leave() }
    }
  }

  /// Gives the value to the task that waits; whether there is one that wants it.
  @discardableResult
  package func give(_ value: Value) -> Bool {
    end(.given, value).wasWaiting
  }

  /// Whether the value was given, or is not wanted any more.
  package var isOver: Bool {
    state.withLock { state in
      switch state {
      case .new, .waiting: false
      case .given, .cancelled: true
      }
    }
  }

  /// Becomes one that waits; false where it is over already.
  private func enter(_ continuation: CheckedContinuation<Value, Never>) -> Bool {
    state.withLock { state in
      guard case .new = state else { return false }
      state = .waiting(continuation, hasBegun: false)
      return true
    }
  }

  /// Notes that there is something to leave from now on; whether it is to be left already.
  private func wasCancelledDuringBegin() -> Bool {
    state.withLock { state in
      if case .waiting(let continuation, _) = state {
        state = .waiting(continuation, hasBegun: true)
      }
      if case .cancelled = state { return true }
      return false
    }
  }

  /// Gives the value of a cancelled task; whether there is something to leave.
  private func cancel(_ value: Value) -> Bool {
    end(.cancelled, value).hasBegun
  }

  /// Comes to an end, unless it has already.
  private func end(_ last: State, _ value: Value) -> (wasWaiting: Bool, hasBegun: Bool) {
    let (continuation, hasBegun) = state.withLock { state in
      switch state {
      case .new:
        state = last
        return (CheckedContinuation<Value, Never>?.none, false)
      case .waiting(let continuation, let hasBegun):
        state = last
        return (continuation, hasBegun)
      case .given, .cancelled:
        return (nil, false)
      }
    }
    continuation?.resume(returning: value)
    return (continuation != nil, hasBegun)
  }
}
