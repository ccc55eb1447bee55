/// The deadlines of one thread, as a hierarchical timer wheel.
///
/// Time is cut into ticks of a millisecond. A deadline belongs to the tick that it falls into or
/// ends with, rounded up, and is due when that tick is over: never early, and at most one tick
/// late. Eight levels of 64 buckets hold every deadline that an `Int64` can say. A bucket of level
/// n spans 64ⁿ ticks; an entry is filed at the level of the highest base-64 digit in which its tick
/// differs from the ticks that are over. So the buckets in use always lie ahead of the present,
/// those of a lower level before those of a higher one, and the first bit of the first level in use
/// tells when to look next. When the present reaches a bucket of a higher level, its entries are
/// filed again, now at a lower level: at most seven times in an entry's life. (Varghese and Lauck,
/// "Hashed and Hierarchical Timing Wheels", 1987, scheme 7.)
///
/// Deadlines of connections are moved far more often than they come. Moving one later and clearing
/// it are stores into the entry; the wheel finds out when it comes to the bucket in which the entry
/// still is.
///
/// Every operation takes a constant time, and none allocates. An entry given to any of them lies at
/// a stable address, is in no other wheel, and is taken out before its memory goes.
// SAFETY: the buckets are allocated and freed here; the entries in them are alive by that promise.
@safe package struct TimerWheel: ~Copyable {
  /// The length of a tick: what timers may be late by.
  ///
  /// A millisecond is the unit of epoll_wait(2) too.
  package static let tickNanoseconds: Int64 = 1_000_000

  static let levels = 8
  static let bucketsPerLevel = 64
  /// Bits of a tick that select a bucket: base 64.
  static let bitsPerLevel = 6
  /// The bucket of what is due: behind those of the levels.
  static let dueBucket = levels * bucketsPerLevel

  /// How many entries are filed, with or without a deadline.
  package internal(set) var count = 0
  /// Ticks that are over: whatever belongs to one of them is in `dueBucket`.
  var elapsed: UInt64
  /// For each level a bit for each bucket that has entries.
  var occupied = InlineArray<8, UInt64>(repeating: 0)
  /// The first entry of each bucket, the one of what is due being the last.
  let buckets: UnsafeMutablePointer<UnsafeMutablePointer<TimerEntry>?>

  /// An empty wheel that stands at `now`, in nanoseconds of the loop's clock, which is not
  /// negative.
  package init(now: Int64) {
    elapsed = UInt64(max(0, now) / Self.tickNanoseconds)
    // SAFETY: every bucket is initialised before anything reads it.
    unsafe buckets = .allocate(capacity: Self.dueBucket + 1)
    unsafe buckets.initialize(repeating: nil, count: Self.dueBucket + 1)
  }

  deinit {
    // SAFETY: nothing refers to the buckets any more; optional pointers need no deinitialisation.
    unsafe buckets.deallocate()
  }

  /// Makes `entry` due at `deadline`, in place of whenever it was due.
  ///
  /// An entry that is filed already and is moved later only has its deadline changed. A deadline in
  /// the past makes it due at once.
  ///
  /// - Parameters:
  ///   - entry: filed or not.
  ///   - deadline: nanoseconds of the loop's clock; `TimerEntry.never` is `clear`.
  @inlinable
  @inline(__always)
  package mutating func set(_ entry: UnsafeMutablePointer<TimerEntry>, to deadline: Int64) {
    // SAFETY: the caller promises that the entry is alive.
    unsafe entry.pointee.deadline = deadline
    guard unsafe deadline < entry.pointee.filedDeadline else { return }
    unsafe move(entry)
  }

  /// Makes `entry` not due at all; it stays filed until the wheel comes by.
  @inlinable
  @inline(__always)
  package mutating func clear(_ entry: UnsafeMutablePointer<TimerEntry>) {
    // SAFETY: the caller promises that the entry is alive.
    unsafe entry.pointee.deadline = TimerEntry.never
  }

  /// Takes `entry` out of the wheel, where it is in it: nothing refers to it any more then.
  package mutating func remove(_ entry: UnsafeMutablePointer<TimerEntry>) {
    // SAFETY: the caller promises that the entry is alive, and filed here if at all.
    unsafe entry.pointee.deadline = TimerEntry.never
    if unsafe entry.pointee.isFiled { unsafe unlink(entry) }
  }

  /// Moves the time on to the first entry that is due, and takes it out.
  ///
  /// To be called until it says nil. In between any entry may be set, cleared and removed, the one
  /// just returned included; one set to a moment in the past comes again, behind all that are due.
  ///
  /// - Parameter now: nanoseconds of the loop's clock; a clock that goes back changes nothing.
  /// - Returns: an entry that is not filed any more and has no deadline, those of an earlier tick
  ///   first; nil when none is due.
  package mutating func nextExpired(now: Int64) -> UnsafeMutablePointer<TimerEntry>? {
    let tick = UInt64(max(0, now) / Self.tickNanoseconds)
    while true {
      // SAFETY: what is in a bucket is alive, and the caller gets it as it was given here.
      if let entry = unsafe takeDue() { return unsafe entry }
      guard let bucket = firstBucket, bucket.start <= tick else { break }
      elapsed = bucket.start
      refile(bucket.index)
    }
    elapsed = max(elapsed, tick)
    return nil
  }

  /// The earliest moment at which `nextExpired` has something to look at; nil when the wheel is
  /// empty.
  ///
  /// It may then find only deadlines that were moved or cleared, or some that belong to a part of
  /// the bucket yet to come. A moment in the past means at once.
  package var nextLook: Int64? {
    // SAFETY: the index is one of the buckets.
    guard unsafe buckets[Self.dueBucket] == nil else { return Self.moment(of: elapsed) }
    return firstBucket.map { Self.moment(of: $0.start) }
  }

  /// Whether no entry is filed, not even one without deadline.
  package var isEmpty: Bool { count == 0 }
}
