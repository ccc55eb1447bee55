/// A slot as it is at present, for work that is posted to its loop and may come too late.
@safe
struct SlotReference: Sendable {
  private let loop: EventLoop
  // SAFETY: slots live as long as their loop, and are looked at on its thread.
  private nonisolated(unsafe) let slot: UnsafeMutablePointer<DescriptorSlot>
  private let generation: UInt32

  /// - Parameters:
  ///   - loop: the slot's.
  ///   - slot: as it is now; this is the loop's thread, or nobody else has the slot.
  init(_ loop: EventLoop, _ slot: UnsafeMutablePointer<DescriptorSlot>) {
    self.loop = loop
    unsafe self.slot = slot
    // SAFETY: as said above.
    generation = unsafe slot.pointee.generation
  }

  /// Gives the slot back, on the loop's thread.
  func giveBack() {
    // SAFETY: this is the loop's thread, and the owner's last word.
    for direction in [WaitDirection.reading, .writing] {
      let state = unsafe DescriptorSlot.state(direction, of: slot)
      unsafe loop.core.pointee.timers.remove(WaitState.timer(of: state))
    }
    unsafe loop.slots.giveBack(slot)
  }

  /// Ends one wait, if it still goes on: from any thread.
  func cancelWait(_ number: UInt32) {
    loop.execute {
      // SAFETY: this is the loop's thread.
      guard unsafe slot.pointee.generation == generation else { return }
      unsafe slot.pointee.reading.cancel(number)
      unsafe slot.pointee.writing.cancel(number)
      if unsafe slot.pointee.exceptionWait == number {
        unsafe slot.pointee.wakeForException(.cancelled)
      }
    }
  }

  /// Ends the waits of a scope's task, and lets it begin no other, if the scope still lasts: from
  /// any thread.
  func cancelScope(_ number: UInt32) {
    loop.execute {
      // SAFETY: this is the loop's thread.
      guard unsafe slot.pointee.generation == generation, unsafe slot.pointee.scopes == number,
        unsafe slot.pointee.scopeTask != 0
      else { return }
      unsafe slot.pointee.cancelScope()
    }
  }
}

extension DescriptorSlot {
  /// Ends the waits of the scope's task, and lets it begin no other.
  mutating func cancelScope() {
    isCancelled = true
    reading.cancel(0)
    writing.cancel(0)
  }
}

extension WaitState {
  /// Ends the wait if it is the one that is meant.
  fileprivate mutating func cancel(_ number: UInt32) {
    if handledWait == number { wake(.cancelled) }
  }
}
