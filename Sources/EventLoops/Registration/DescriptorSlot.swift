/// What an event loop knows of one descriptor: raw memory at an address that stays the same.
///
/// Only the loop's thread looks at it. Memory of slots is never given back while the loop lives, so
/// that an event which comes late finds a slot, whose generation tells whether it is still meant.
@safe
@usableFromInline
package struct DescriptorSlot {
  // These two come first, in this order: see `state(_:of:)`.
  @usableFromInline package var reading: WaitState
  @usableFromInline package var writing: WaitState
  /// Where the slot is in its table.
  @usableFromInline package let index: UInt32
  /// How often the slot was given away; what is told of an earlier one is not meant.
  @usableFromInline package var generation: UInt32 = 0
  /// What the poller tells of the descriptor; empty before the first wait.
  package var interest: PollInterest = []
  /// A short read proves nothing any more: see `PollReadiness.exceptional`.
  @usableFromInline package var isExceptional = false
  /// The owner has closed the descriptor.
  @usableFromInline package var isClosed = false
  /// Whether waits end by themselves after a time or at a moment: the next two.
  @usableFromInline package var hasWaitLimits = false
  /// How long a wait may last, in nanoseconds.
  var waitNanosecondsMax = Int64.max
  /// When all waits end, in nanoseconds of the loop's clock.
  var lastMoment = Int64.max
  /// The next wait for reading ends at once; `hasWaitLimits` is true as well then.
  var isReadInterrupted = false
  /// A read has met the end of the stream.
  var hasEnded = false
  /// The task of the scope was cancelled.
  @usableFromInline package var isCancelled = false
  /// The task whose cancellation the scope watches (`Registration.withScope`); 0 for none.
  @usableFromInline package var scopeTask: UInt = 0
  /// How many scopes there were, so that a cancellation that comes late hits no later one.
  var scopes: UInt32 = 0
  /// How many waits with a cancellation handler of their own there were.
  @usableFromInline package var handledWaits: UInt32 = 0
  /// Which of them is the one for something exceptional.
  var exceptionWait: UInt32 = 0
  /// Who waits for something exceptional, beside the two directions; nil for nobody.
  var exceptionWaiter: UnsafeContinuation<UInt8, Never>?

  init(index: UInt32) {
    self.index = index
    reading = WaitState()
    writing = WaitState()
  }

  /// Makes the slot one that nobody was ever given; its timers are not filed.
  mutating func reset() {
    let timers = (reading.timer, writing.timer)
    let generation = self.generation &+ 1
    self = DescriptorSlot(index: index)
    self.generation = generation
    reading.timer = timers.0
    writing.timer = timers.1
  }

  /// The address of one direction, which lasts as long as the slot.
  @inlinable @inline(__always)
  package static func state(
    _ direction: WaitDirection,
    of slot: UnsafeMutablePointer<DescriptorSlot>
  ) -> UnsafeMutablePointer<WaitState> {
    // SAFETY: the structure begins with the two states, one after the other.
    let states = unsafe UnsafeMutableRawPointer(slot).assumingMemoryBound(to: WaitState.self)
    return unsafe direction == .reading ? states : states + 1
  }

  /// What the poller is given, and gives back with each event.
  var pollToken: UInt64 { UInt64(generation) << 32 | UInt64(index) }
}

/// One direction of a descriptor: who waits for it.
@safe
@usableFromInline
package struct WaitState {
  /// When the wait ends by itself.
  ///
  /// It comes first: see `timer(of:)`.
  @usableFromInline package var timer = TimerEntry(token: 0)
  /// Who waits; nil for nobody.
  @usableFromInline package var waiter: UnsafeContinuation<UInt8, Never>?
  /// Which of the slot's waits with a handler of their own this is, so that a cancellation that
  /// comes late hits no later one; 0 for one of the scope's task, whose handler the scope has.
  @usableFromInline package var handledWait: UInt32 = 0
  /// Whether a call is worth trying.
  ///
  /// It becomes false where a call said so (`EAGAIN`), or has taken all there was, and true with an
  /// event. Before the descriptor is registered it is true.
  @usableFromInline package var isReady = true
  /// Whether the poller tells of the direction.
  @usableFromInline package var isWatched = false
  /// Whether an operation is under way.
  @usableFromInline package var isBusy = false

  /// The address of a state's timer, which lasts as long as the state.
  static func timer(
    of state: UnsafeMutablePointer<WaitState>
  ) -> UnsafeMutablePointer<TimerEntry> {
    // SAFETY: the structure begins with its timer.
    unsafe UnsafeMutableRawPointer(state).assumingMemoryBound(to: TimerEntry.self)
  }
}

/// How a wait ended; its number is what the continuation carries, so that code of other modules can
/// have the suspension in it.
@usableFromInline
package enum Wake: UInt8, Sendable {
  /// The call is worth trying.
  case ready
  /// The deadline has passed.
  case timedOut
  /// The task was cancelled.
  case cancelled
  /// The descriptor was closed, or its loop has ended.
  case closed
}

/// The two directions of a descriptor, each with one waiter at most.
@usableFromInline
package enum WaitDirection: Sendable {
  /// Receiving and accepting.
  case reading
  /// Sending and connecting.
  case writing
}
