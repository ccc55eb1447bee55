public import CPlatform

/// A descriptor's place on an event loop: what lets an operation wait.
///
/// Operations run on the loop's thread, whole: there is no lock, and a descriptor is closed there
/// too, so that none is touched after its end. An operation tries its call first, and waits only
/// where the call would have blocked:
///
///     try registration.begin(.reading)
///     defer { registration.end(.reading) }
///     while true {
///       if registration.isReady(.reading) {
///         … the call; return if it did not fail with `wouldBlock`
///         registration.noteWouldBlock(.reading)
///       }
///       try await registration.wait(for: .reading, descriptor, until: deadline)
///     }
///
/// The poller learns of the descriptor at its first wait for a direction, and no sooner: a
/// connection that never waits to write is registered for reading only, once.
@safe
@usableFromInline
package struct Registration: ~Copyable, Sendable {
  /// The loop.
  @usableFromInline package let loop: EventLoop
  // SAFETY: the core lives as long as the loop, and the slot is this value's until it ends. Both
  // are used on the loop's thread.
  @usableFromInline package nonisolated(unsafe) let core: UnsafeMutablePointer<LoopCore>
  @usableFromInline package nonisolated(unsafe) let slot: UnsafeMutablePointer<DescriptorSlot>

  /// A place on `loop`, from any thread; the poller is not asked yet.
  @usableFromInline package init(on loop: EventLoop) {
    self.loop = loop
    // SAFETY: the slot is this value's from now on.
    unsafe core = loop.core
    unsafe slot = loop.slots.take()
  }

  deinit {
    // SAFETY: nobody else has the slot, whatever thread this is.
    let reference = unsafe SlotReference(loop, slot)
    if loop.isCurrent { reference.giveBack() } else { loop.execute { reference.giveBack() } }
  }

  /// Whether the calling task is the one whose job the loop runs: there alone the other calls may
  /// be made, because it comes back to the loop after a wait.
  ///
  /// That this is the loop's thread is not enough: what `Task.immediate` starts runs there up to
  /// its first wait, and goes on in the global pool.
  @inlinable @inline(__always)
  package var isCurrent: Bool {
    // SAFETY: addresses are compared, and the core is looked at on the loop's thread alone.
    unsafe cplatform_current_loop() == UnsafeMutableRawPointer(core)
      && UInt(bitPattern: cplatform_current_task()) == core.pointee.runningJob
  }

  /// Whether an operation may begin that waits: as `isCurrent`, and not for an actor.
  ///
  /// A task of the loop that calls an actor is on the loop's thread at first, and after a wait on
  /// whatever thread has the actor then.
  ///
  /// - Parameter isolation: `#isolation`, of the function that waits. It is compared in here
  ///   because the compiler (6.3.1) breaks down over its comparison in place.
  /// - Returns: whether it may.
  @inlinable @inline(__always)
  package func isCurrent(in isolation: (any Actor)?) -> Bool {
    isolation == nil && isCurrent
  }

  /// Whether an operation of the direction may begin that does not wait, and so needs no end.
  ///
  /// - Throws: `.busy`, `.closed`.
  @inlinable @inline(__always)
  package func checkFree(_ direction: WaitDirection) throws(WaitFailure) {
    // SAFETY: this is the loop's thread.
    if unsafe state(direction).pointee.isBusy || slot.pointee.isClosed {
      throw unsafe slot.pointee.isClosed ? .closed : .busy
    }
    unsafe core.pointee.operationsLeft -= 1
  }

  /// Starts an operation.
  ///
  /// - Parameter direction: which way it goes; each has one operation at a time.
  /// - Throws: `.busy`, `.closed`.
  @inlinable @inline(__always)
  package func begin(_ direction: WaitDirection) throws(WaitFailure) {
    try checkFree(direction)
    markBusy(direction)
  }

  /// Says that an operation of the direction is under way, until `end`.
  @inlinable @inline(__always)
  package func markBusy(_ direction: WaitDirection) {
    // SAFETY: this is the loop's thread.
    unsafe state(direction).pointee.isBusy = true
  }

  /// Ends the operation that `begin` has started.
  @inlinable @inline(__always)
  package func end(_ direction: WaitDirection) {
    // SAFETY: this is the loop's thread.
    unsafe state(direction).pointee.isBusy = false
  }

  /// Whether the job has done so many operations that the others must have their turn first.
  @inlinable @inline(__always)
  package var mustYield: Bool {
    // SAFETY: this is the loop's thread.
    unsafe core.pointee.operationsLeft < 0
  }

  /// Whether a call is worth trying.
  @inlinable @inline(__always)
  package func isReady(_ direction: WaitDirection) -> Bool {
    // SAFETY: this is the loop's thread.
    unsafe state(direction).pointee.isReady
  }

  /// A call is worth trying, whatever the last one said, unless the descriptor is closed.
  @inlinable @inline(__always)
  package func noteReady(_ direction: WaitDirection) {
    // SAFETY: this is the loop's thread.
    if unsafe !slot.pointee.isClosed { unsafe state(direction).pointee.isReady = true }
  }

  /// The call said that it would block.
  @inlinable @inline(__always)
  package func noteWouldBlock(_ direction: WaitDirection) {
    // SAFETY: this is the loop's thread.
    unsafe state(direction).pointee.isReady = false
  }

  /// A read of a stream gave less than it had room for: nothing is left, which saves the call that
  /// would say so.
  ///
  /// Where the poller has told of something exceptional, that proves nothing, and nothing is noted.
  /// What it has not told yet will bring an event of its own.
  @inlinable @inline(__always)
  package func noteDrained() {
    // SAFETY: this is the loop's thread.
    if unsafe !slot.pointee.isExceptional { unsafe slot.pointee.reading.isReady = false }
  }

  /// From now on a short read proves nothing: for descriptors whose reads end early, though more is
  /// there.
  ///
  /// Before anybody else has the registration.
  package func expectShortReads() {
    // SAFETY: nobody else looks at this part of the slot yet.
    unsafe slot.pointee.isExceptional = true
  }

  @inlinable @inline(__always)
  package func state(_ direction: WaitDirection) -> UnsafeMutablePointer<WaitState> {
    // SAFETY: the slot is this value's.
    unsafe DescriptorSlot.state(direction, of: slot)
  }
}
