package import SystemCalls

extension Registration {
  /// Waits until a call is worth trying.
  ///
  /// - Parameters:
  ///   - direction: of an operation that has begun, and whose call would block.
  ///   - descriptor: what the slot is for.
  ///   - deadline: when the wait ends by itself; that of `withDeadline` counts as well.
  /// - Throws: `.timedOut`, `.cancelled`, `.closed`; `.system` where the poller cannot wait for such
  ///   a descriptor, or has no room.
  package func wait(
    for direction: WaitDirection,
    _ descriptor: borrowing FileDescriptor,
    until deadline: Deadline
  ) async throws(WaitFailure) {
    let state = unsafe state(direction)
    // SAFETY: this is the loop's thread, all along: a task resumes where it has waited.
    if unsafe state.pointee.isReady { return }
    try checkOpen()
    try tellPoller(of: direction, descriptor)
    let end = min(deadline, Deadline.ofTask)
    if end != .never { unsafe core.pointee.timers.set(WaitState.timer(of: state), to: end.nanoseconds) }
    let wake: Wake
    if isInScope {
      // The common case, in this function, as each further one that waits costs memory and some 150
      // instructions; and by the form that does not look for its executor before it suspends as
      // well as after, which are some 270.
      unsafe state.pointee.handledWait = 0
      wake = unsafe await _unsafeInheritExecutor_withUnsafeContinuation { waiter in
        unsafe state.pointee.waiter = waiter
      }
    } else {
      wake = unsafe await suspendCancellably(state)
    }
    if end != .never { unsafe core.pointee.timers.clear(WaitState.timer(of: state)) }
    if let failure = WaitFailure(wake) { throw failure }
  }

  /// Waits until a moment, with no descriptor: for a registration that has none.
  ///
  /// - Throws: `.cancelled`, `.closed`; `.timedOut` where the deadline of `withDeadline` is earlier.
  func wait(until moment: Deadline) async throws(WaitFailure) {
    try checkOpen()
    let end = min(moment, Deadline.ofTask)
    let state = unsafe state(.reading)
    if end != .never { unsafe core.pointee.timers.set(WaitState.timer(of: state), to: end.nanoseconds) }
    let wake = unsafe await suspendCancellably(state)
    guard wake != .timedOut || end != moment, let failure = WaitFailure(wake) else { return }
    throw failure
  }

  /// Gives the other jobs of the loop their turn; see `mustYield`.
  ///
  /// - Throws: `.cancelled`, `.timedOut`: who never waits learns of it here.
  package func yield() async throws(WaitFailure) {
    await Task.yield()
    if Task.isCancelled { throw .cancelled }
    if Deadline.ofTask != .never, Deadline.ofTask <= loop.now { throw .timedOut }
  }

  private func checkOpen() throws(WaitFailure) {
    // SAFETY: this is the loop's thread.
    if unsafe slot.pointee.isClosed || core.pointee.isEnding { throw .closed }
    if unsafe slot.pointee.isCancelled && isInScope { throw .cancelled }
  }

  /// Sees to it that the poller tells of the direction.
  private func tellPoller(
    of direction: WaitDirection,
    _ descriptor: borrowing FileDescriptor
  ) throws(WaitFailure) {
    // SAFETY: this is the loop's thread.
    let wanted: PollInterest = direction == .reading ? .reading : .writing
    let present = unsafe slot.pointee.interest
    guard !present.contains(wanted) else { return }
    let (interest, token) = unsafe (present.union(wanted), slot.pointee.pollToken)
    do throws(Errno) {
      if present.isEmpty {
        try unsafe core.pointee.poller.add(descriptor, interest, token: token)
      } else {
        try unsafe core.pointee.poller.modify(descriptor, interest, token: token)
      }
    } catch {
      throw .system(error)
    }
    unsafe slot.pointee.interest = interest
  }

  /// Stops the task until the slot's direction is woken, with a cancellation handler for this wait.
  private func suspendCancellably(_ state: UnsafeMutablePointer<WaitState>) async -> Wake {
    // SAFETY: this is the loop's thread. A waiter is stored once for each suspension, and whoever
    // resumes it takes it out.
    let number = unsafe max(1, slot.pointee.handledWaits &+ 1)
    unsafe slot.pointee.handledWaits = number
    unsafe state.pointee.handledWait = number
    let reference = unsafe SlotReference(loop, slot)
    return await withTaskCancellationHandler {
      unsafe await withUnsafeContinuation { waiter in unsafe state.pointee.waiter = waiter }
    } onCancel: {
      reference.cancelWait(number)
    }
  }
}
