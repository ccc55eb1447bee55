internal import EventLoops
internal import Sockets
internal import Synchronization

/// Notes which of a server's sockets cannot take connections any more, and tells when none can.
final class ListenerFailures: Sendable {
  private struct State {
    var left: Int
    var first: SocketError?
  }

  private let state: Mutex<State>
  private let last = Waiter<Bool>()

  /// - Parameter count: sockets that take connections.
  init(of count: Int) {
    state = Mutex(State(left: count))
  }

  /// Notes that one cannot go on.
  func note(_ error: SocketError) {
    let isLast = state.withLock { state in
      state.first = state.first ?? error
      state.left -= 1
      return state.left == 0
    }
    if isLast { last.give(true) }
  }

  /// Waits until none can go on, or the task is cancelled: once.
  func waitForLast() async {
    _ = await last.wait(cancelled: false, {}, leave: {})
  }

  /// Why no socket can go on; nil where one can.
  var failure: SocketError? {
    state.withLock { $0.left == 0 ? $0.first : nil }
  }
}
