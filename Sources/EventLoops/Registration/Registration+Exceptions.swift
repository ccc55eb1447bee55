package import SystemCalls

extension Registration {
  /// Waits until the poller tells that something exceptional has happened to the descriptor, as its
  /// peer's hang-up (`PollReadiness.exceptional`): beside a read and a write that wait as well.
  ///
  /// What was told before is not told again, so the caller asks the kernel first, and after each
  /// wait, in the same job: on the loop's thread. The limits of other waits do not count.
  ///
  /// - Parameter descriptor: what the slot is for.
  /// - Throws: `.cancelled`, `.closed`; `.busy` where somebody waits so already; `.system` where
  ///   the poller cannot wait for such a descriptor, or has no room.
  package func waitForException(
    _ descriptor: borrowing FileDescriptor
  ) async throws(WaitFailure) {
    try checkOpen()
    // SAFETY: this is the loop's thread, all along: a task resumes where it has waited.
    guard unsafe slot.pointee.exceptionWaiter == nil else { throw .busy }
    try watch(.reading, descriptor)
    let wake = await suspendForException()
    checkReturn()
    try check(wake)
  }

  /// Stops the task until the slot is woken for something exceptional.
  private func suspendForException() async -> UInt8 {
    // SAFETY: this is the loop's thread. A waiter is stored once for each suspension, and whoever
    // resumes it takes it out.
    let number = unsafe max(1, slot.pointee.handledWaits &+ 1)
    unsafe slot.pointee.handledWaits = number
    unsafe slot.pointee.exceptionWait = number
    let reference = unsafe SlotReference(loop, slot)
    return await withTaskCancellationHandler {
      unsafe await withUnsafeContinuation { waiter in
        unsafe slot.pointee.exceptionWaiter = waiter
      }
    } onCancel: {
      reference.cancelWait(number)
    }
  }
}

extension DescriptorSlot {
  /// Wakes who waits for something exceptional, if somebody does.
  mutating func wakeForException(_ wake: Wake) {
    guard let waiter = unsafe exceptionWaiter else { return }
    // SAFETY: a continuation is taken out before it is resumed, and so is resumed once.
    unsafe exceptionWaiter = nil
    unsafe waiter.resume(returning: wake.rawValue)
  }
}
