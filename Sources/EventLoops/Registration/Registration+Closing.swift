package import SystemCalls

extension Registration {
  /// Ends every wait with `.closed`, and refuses every further operation: before the descriptor is
  /// closed, on the loop's thread.
  ///
  /// No call is worth trying any more: an operation that was woken before, or that has given way to
  /// other jobs, and whose turn is yet to come, goes on to wait, where it learns of the end.
  ///
  /// The poller forgets a descriptor that is closed by itself. One that somebody else has a
  /// duplicate of it goes on to tell of; such events find the slot in other hands.
  package func close() {
    // SAFETY: this is the loop's thread.
    unsafe slot.pointee.isClosed = true
    unsafe slot.pointee.generation &+= 1
    unsafe slot.pointee.reading.close()
    unsafe slot.pointee.writing.close()
    unsafe slot.pointee.wakeForException(.closed)
  }

  /// The same for a descriptor that stays open: the poller is told to forget it.
  package func release(_ descriptor: borrowing FileDescriptor) {
    // SAFETY: this is the loop's thread.
    if unsafe !slot.pointee.interest.isEmpty {
      // It fails only for a descriptor that is not registered.
      try? unsafe core.pointee.poller.remove(descriptor)
    }
    close()
  }

  /// Whether the descriptor was closed, or the loop has ended.
  package var isClosed: Bool {
    // SAFETY: this is the loop's thread.
    unsafe slot.pointee.isClosed || core.pointee.isEnding
  }
}

extension WaitState {
  fileprivate mutating func close() {
    isReady = false
    wake(.closed)
  }
}
