package import EventLoops
package import SystemCalls

extension EventLoop {
  /// Waits until the loop has nothing to do: no job, nothing posted, and nothing that the poller or
  /// the timers would make ready.
  ///
  /// What other threads have yet to bring is not waited for. The loop may still be about to sleep:
  /// `ScriptedPoller.waitUntilAsleep` waits for that. Called from elsewhere than the loop alone.
  ///
  /// - Returns: whether it had nothing to do from the start.
  @discardableResult
  package func rest() async -> Bool {
    await withCheckedContinuation { continuation in
      execute { [self] in look(idleTurns: 0, turns: 0, continuation) }
    }
  }

  /// Which thread the loop's is, for `FakeKernel`.
  package var thread: ThreadIdentity {
    get async { await run { ThreadIdentity.current } }
  }

  /// Looks at the beginning of a turn, until there was nothing to do twice in succession: in
  /// between lies a whole turn, with its look at the poller and the timers.
  private func look(
    idleTurns: Int,
    turns: Int,
    _ continuation: CheckedContinuation<Bool, Never>
  ) {
    let idleTurns = hasJobs ? 0 : idleTurns + 1
    if idleTurns == 2 {
      continuation.resume(returning: turns == 1)
    } else {
      execute { [self] in look(idleTurns: idleTurns, turns: turns + 1, continuation) }
    }
  }
}

extension EventLoopGroup {
  /// Waits until none of the loops has anything to do, and so none can have anything for another.
  package func rest() async {
    var isAtRest = false
    while !isAtRest {
      isAtRest = true
      for loop in loops where !(await loop.rest()) { isAtRest = false }
    }
  }
}
