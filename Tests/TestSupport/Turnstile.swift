import Synchronization

/// Lets a few in at a time, in the order of their coming.
///
/// The test library runs all tests at once where they wait for something: hundreds of servers and
/// clients would then share two cores, and give each other up.
package final class Turnstile: Sendable {
  private struct State {
    var freeCount: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  /// - Parameter count: how many may be in.
  package init(_ count: Int) {
    state = Mutex(State(freeCount: count))
  }

  /// Waits for a place; who has come in leaves.
  package func enter() async {
    await withCheckedContinuation { continuation in
      let mayEnter = state.withLock { state in
        guard state.freeCount == 0 else {
          state.freeCount -= 1
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if mayEnter { continuation.resume() }
    }
  }

  /// Gives the place to who has waited longest.
  package func leave() {
    let next = state.withLock { state in
      guard state.waiting.isEmpty else { return Optional(state.waiting.removeFirst()) }
      state.freeCount += 1
      return nil
    }
    next?.resume()
  }
}
