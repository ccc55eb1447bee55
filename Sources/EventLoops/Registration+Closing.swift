package import SystemCalls

extension Registration {
  /// Ends every wait with `.closed`, and refuses every further operation: before the descriptor is
  /// closed, on the loop's thread.
  ///
  /// The poller forgets a descriptor that is closed by itself. One that somebody else has a
  /// duplicate of it goes on to tell of; such events find the slot in other hands.
  package func close() {
    // SAFETY: this is the loop's thread.
    unsafe slot.pointee.isClosed = true
    unsafe slot.pointee.generation &+= 1
    // An operation that was woken and has not had its turn yet makes no call either: it waits
    // again, and learns of the end there.
    unsafe slot.pointee.reading.isReady = false
    unsafe slot.pointee.writing.isReady = false
    unsafe slot.pointee.reading.wake(.closed)
    unsafe slot.pointee.writing.wake(.closed)
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
