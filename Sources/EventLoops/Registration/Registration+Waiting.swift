public import CPlatform
public import SystemCalls

extension Registration {
  /// Waits until a call is worth trying.
  ///
  /// - Parameters:
  ///   - direction: of an operation that has begun, and whose call would block.
  ///   - descriptor: what the slot is for.
  ///   - deadline: when the wait ends by itself; that of `withDeadline` counts as well.
  /// - Throws: `.timedOut`, `.cancelled`, `.closed`; `.system` where the poller cannot wait for
  ///   such a descriptor, or has no room.
  @inlinable @inline(__always)
  package func wait(
    for direction: WaitDirection,
    _ descriptor: borrowing FileDescriptor,
    until deadline: Deadline
  ) async throws(WaitFailure) {
    // SAFETY: this is the loop's thread, all along: a task resumes where it has waited.
    if isReady(direction) { return }
    try prepareToWait(for: direction, descriptor, until: deadline)
    let wake: UInt8
    if isInScope {
      // The common case, in the caller's own frame, as each further call that waits costs memory
      // and some 150 instructions; and by the form that does not look for its executor before it
      // suspends as well as after, which are some 270.
      wake = unsafe await _unsafeInheritExecutor_withUnsafeContinuation { waiter in
        unsafe park(waiter, direction)
      }
    } else {
      wake = await suspendCancellably(direction)
    }
    checkReturn()
    try check(wake)
  }

  /// Waits until a moment, with no descriptor: for a registration that has none.
  ///
  /// What has passed returns at once.
  ///
  /// - Throws: `.cancelled`, `.closed`; `.timedOut` where the deadline of `withDeadline` is
  ///   earlier.
  func wait(until moment: Deadline) async throws(WaitFailure) {
    try checkOpen()
    if moment <= loop.now { return }
    let end = min(moment, taskDeadline)
    arm(.reading, until: end)
    let wake = await suspendCancellably(.reading)
    if wake != Wake.timedOut.rawValue || end != moment { try check(wake) }
  }

  /// The same where a cancelled task waits as any other: what ends it is `interruptReading`.
  ///
  /// - Throws: `.cancelled` where it was interrupted, `.closed`.
  func waitUncancelled(until moment: Deadline) async throws(WaitFailure) {
    try checkOpen()
    if takeInterruption() { throw .cancelled }
    if moment <= loop.now { return }
    arm(.reading, until: moment)
    // SAFETY: as in `park`.
    let wake = unsafe await withUnsafeContinuation { waiter in unsafe park(waiter, .reading) }
    if wake != Wake.timedOut.rawValue { try check(wake) }
  }

  /// Gives the other jobs of the loop their turn; see `mustYield`.
  ///
  /// - Throws: `.cancelled`, `.timedOut`: who never waits learns of it here, also of the moment at
  ///   which all waits end (`limitWaits`).
  package func yield() async throws(WaitFailure) {
    await Task.yield()
    if Task.isCancelled { throw .cancelled }
    let end = min(taskDeadline, lastMoment)
    if end != .never, end <= loop.now { throw .timedOut }
  }

  /// What must hold and be done before the task stops.
  @inlinable @inline(__always)
  package func prepareToWait(
    for direction: WaitDirection,
    _ descriptor: borrowing FileDescriptor,
    until deadline: Deadline
  ) throws(WaitFailure) {
    if !isPrepared(direction, until: deadline) {
      try prepare(for: direction, descriptor, until: deadline)
    }
  }

  /// Whether all is as it mostly is: open, known to the poller, and without a deadline, old or new.
  @inlinable @inline(__always)
  package func isPrepared(_ direction: WaitDirection, until deadline: Deadline) -> Bool {
    // SAFETY: this is the loop's thread.
    let state = unsafe state(direction)
    return unsafe state.pointee.isWatched && deadline == .never
      && state.pointee.timer.deadline == TimerEntry.never
      && !(slot.pointee.isClosed || slot.pointee.isCancelled || core.pointee.isEnding)
      && !slot.pointee.hasWaitLimits
      && !DeadlineScopes.exist
  }

  @usableFromInline
  package func prepare(
    for direction: WaitDirection,
    _ descriptor: borrowing FileDescriptor,
    until deadline: Deadline
  ) throws(WaitFailure) {
    try checkOpen()
    if direction == .reading, takeInterruption() { throw .cancelled }
    try tellPoller(of: direction, descriptor)
    arm(direction, until: min(deadline, taskDeadline, limitOfNextWait))
  }

  /// Lets the poller tell when a call is worth trying again, without anybody waiting for it.
  ///
  /// - Throws: `.system` where the poller cannot, or has no room.
  package func watch(
    _ direction: WaitDirection,
    _ descriptor: borrowing FileDescriptor
  ) throws(WaitFailure) {
    try tellPoller(of: direction, descriptor)
  }

  /// Notes who waits, in the scope of its task.
  @inlinable @inline(__always)
  package func park(_ waiter: UnsafeContinuation<UInt8, Never>, _ direction: WaitDirection) {
    // SAFETY: this is the loop's thread. A waiter is stored once for each suspension, and whoever
    // resumes it takes it out.
    unsafe state(direction).pointee.handledWait = 0
    unsafe state(direction).pointee.waiter = waiter
  }

  /// Stops the task until the slot's direction is woken, with a cancellation handler for this wait.
  @usableFromInline
  package func suspendCancellably(_ direction: WaitDirection) async -> UInt8 {
    // SAFETY: as in `park`.
    let state = unsafe state(direction)
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

  /// Stops the program where a task that has waited did not come back to the loop's thread: what it
  /// would do next would meet what the loop does at the same time.
  ///
  /// That needs a task which stopped preferring the loop while it was on its thread.
  @inlinable @inline(__always)
  package func checkReturn() {
    // SAFETY: only addresses are compared.
    precondition(
      unsafe cplatform_current_loop() == UnsafeMutableRawPointer(core),
      "the task did not come back to its event loop"
    )
  }

  /// Throws what a wake-up means, unless it means to go on.
  @inlinable @inline(__always)
  package func check(_ wake: UInt8) throws(WaitFailure) {
    if wake != Wake.ready.rawValue { throw WaitFailure(wake: wake) }
  }

  /// Sets the direction's timer; a deadline that never comes clears what an earlier wait has set.
  @inline(__always)
  private func arm(_ direction: WaitDirection, until end: Deadline) {
    // SAFETY: this is the loop's thread; the timer is taken out of the wheel before the slot goes.
    let timer = unsafe WaitState.timer(of: state(direction))
    if unsafe end.nanoseconds != timer.pointee.deadline {
      unsafe core.pointee.timers.set(timer, to: end.nanoseconds)
    }
  }

  @inline(__always)
  func checkOpen() throws(WaitFailure) {
    // SAFETY: this is the loop's thread.
    if unsafe slot.pointee.isClosed || core.pointee.isEnding { throw .closed }
    if unsafe slot.pointee.isCancelled && isInScope { throw .cancelled }
  }

  /// The deadline of `withDeadline`, which is only looked for where there is one anywhere.
  private var taskDeadline: Deadline {
    DeadlineScopes.exist ? Deadline.ofTask : .never
  }

  /// Sees to it that the poller tells of the direction.
  @inline(__always)
  private func tellPoller(
    of direction: WaitDirection,
    _ descriptor: borrowing FileDescriptor
  ) throws(WaitFailure) {
    // SAFETY: this is the loop's thread.
    let wanted: PollInterest = direction == .reading ? .reading : .writing
    let present = unsafe slot.pointee.interest
    guard !present.contains(wanted) else { return }
    try tellPoller(of: descriptor, present, wanted)
  }

  @inline(never)
  private func tellPoller(
    of descriptor: borrowing FileDescriptor,
    _ present: PollInterest,
    _ wanted: PollInterest
  ) throws(WaitFailure) {
    // SAFETY: this is the loop's thread.
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
    unsafe state(wanted == .reading ? .reading : .writing).pointee.isWatched = true
  }
}
