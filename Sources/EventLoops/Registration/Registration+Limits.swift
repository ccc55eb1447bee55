// What a server sets once for all that waits on a connection.
extension Registration {
  /// Limits every wait that begins from now on, besides the deadlines that operations have: on the
  /// loop's thread.
  ///
  /// - Parameters:
  ///   - duration: how long a wait may last; nil, or more than 292 years, is as long as it takes.
  ///   - deadline: when every wait ends.
  package func limitWaits(to duration: Duration?, until deadline: Deadline) {
    let nanoseconds = duration.map { Deadline(nanoseconds: 0).advanced(by: $0).nanoseconds }
    // SAFETY: this is the loop's thread.
    unsafe slot.pointee.waitNanosecondsMax = nanoseconds ?? .max
    unsafe slot.pointee.lastMoment = deadline.nanoseconds
    unsafe slot.pointee.hasWaitLimits =
      nanoseconds != nil || deadline != .never || slot.pointee.isReadInterrupted
  }

  /// When every wait ends; never, unless `limitWaits` has said it.
  package var lastMoment: Deadline {
    // SAFETY: this is the loop's thread.
    Deadline(nanoseconds: unsafe slot.pointee.lastMoment)
  }

  /// When a wait that begins now ends because of these limits.
  var limitOfNextWait: Deadline {
    // SAFETY: this is the loop's thread.
    guard unsafe slot.pointee.hasWaitLimits else { return .never }
    let longest = unsafe slot.pointee.waitNanosecondsMax
    guard longest != .max else { return lastMoment }
    return min(lastMoment, loop.now.advanced(by: .nanoseconds(longest)))
  }

  /// Ends the read that waits, or the next one that would, as a cancellation does; later ones go
  /// on: on the loop's thread.
  package func interruptReading() {
    // SAFETY: this is the loop's thread.
    if unsafe slot.pointee.reading.waiter != nil {
      unsafe slot.pointee.reading.wake(.cancelled)
    } else {
      unsafe slot.pointee.isReadInterrupted = true
      unsafe slot.pointee.hasWaitLimits = true
    }
  }

  /// Takes back an interruption that has met no wait.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  package func takeInterruption() -> Bool {
    // SAFETY: this is the loop's thread.
    guard unsafe slot.pointee.isReadInterrupted else { return false }
    unsafe slot.pointee.isReadInterrupted = false
    unsafe slot.pointee.hasWaitLimits =
      slot.pointee.waitNanosecondsMax != .max || slot.pointee.lastMoment != .max
    return true
  }

  /// A read has met the end of the stream.
  @inline(__always)
  package func noteEnd() {
    // SAFETY: this is the loop's thread.
    unsafe slot.pointee.hasEnded = true
  }

  /// Whether a read has met the end of the stream.
  package var hasEnded: Bool {
    // SAFETY: this is the loop's thread.
    unsafe slot.pointee.hasEnded
  }
}
