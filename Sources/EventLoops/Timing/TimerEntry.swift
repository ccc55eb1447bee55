/// A place in a timer wheel, embedded in whatever waits.
///
/// It lies in raw memory that belongs to somebody else and does not move: a filed entry's
/// neighbours point at it. Its owner takes it out by `TimerWheel.remove` before that memory goes. A
/// copy of a filed entry is not filed, and of no use.
// SAFETY: the links are followed by `TimerWheel` alone, whose callers promise the above.
@safe
@usableFromInline
package struct TimerEntry {
  /// The deadline of an entry that is not due at all.
  @inlinable package static var never: Int64 { .max }

  /// When it is due, in nanoseconds of the loop's clock; `never` for not at all.
  ///
  /// Its owner reads it; it is set through the wheel.
  @usableFromInline package var deadline = Self.never
  /// What the owner put there to recognise it by.
  package var token: UInt64
  /// The deadline that it is filed under, which may be earlier than its own by now; `never` where
  /// it is not filed.
  ///
  /// So one comparison tells whether a new deadline can be left to be found: whatever is not
  /// earlier than this can.
  package var filedDeadline = Self.never
  /// The bucket that it is in; meaningless where it is not filed.
  var bucket = 0
  /// Its neighbours in the bucket, whose last entry leads to its first; nil where it is not filed.
  var next: UnsafeMutablePointer<TimerEntry>?
  var previous: UnsafeMutablePointer<TimerEntry>?

  /// An entry that is in no wheel, with no deadline.
  @usableFromInline
  package init(token: UInt64) {
    self.token = token
  }

  /// Whether it is in a wheel, and so must be taken out before its memory goes.
  ///
  /// An entry without deadline can be: it stays until the wheel comes by.
  package var isFiled: Bool { filedDeadline != Self.never }
}
