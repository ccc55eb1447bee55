internal import Synchronization
internal import SystemCalls

extension EventLoop {
  /// Starts the loop's thread.
  ///
  /// - Parameters:
  ///   - cpu: the one it stays on, counted round; nil lets the system choose.
  ///   - ending: is told when the thread is at its end.
  /// - Throws: as `SystemThread.init`.
  func start(onCPU cpu: Int?, _ ending: Ending) throws(Errno) {
    try SystemThread(name: "loop \(index)") { [self] in
      if let cpu {
        // Where the system does not let it, the loop runs wherever it may.
        try? System.runOnCPU(cpu % ProcessorCount.available)
      }
      run()
      ending.countDown()
    }.detach()
  }

  /// Asks the loop to end, from any thread, and returns at once.
  func requestEnd() {
    execute { [self] in
      // SAFETY: this is the loop's thread.
      guard unsafe !core.pointee.isEnding else { return }
      unsafe core.pointee.isEnding = true
      unsafe slots.withEach { slot in
        unsafe slot.pointee.reading.wake(.closed)
        unsafe slot.pointee.writing.wake(.closed)
        unsafe slot.pointee.wakeForException(.closed)
      }
    }
  }
}

/// Counts loops that have ended, and wakes who waits for the last.
final class Ending: Sendable {
  private struct State {
    var left: Int
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(loopCount: Int) {
    state = Mutex(State(left: loopCount))
  }

  /// One loop has ended.
  func countDown() {
    let waiters = state.withLock { state in
      state.left -= 1
      guard state.left == 0 else { return [] as [CheckedContinuation<Void, Never>] }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Waits for the last.
  func wait() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.left > 0 { state.waiters.append(continuation) }
        return state.left == 0
      }
      if isOver { continuation.resume() }
    }
  }
}
