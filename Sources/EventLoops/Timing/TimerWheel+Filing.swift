// Each bucket is a ring: its first entry's `previous` is its last one. A filed entry says which
// bucket it is in; `occupied` has a bit for each that is not empty.
extension TimerWheel {
  /// Files an entry under its deadline, which is earlier than the one it is filed under, if any.
  ///
  /// Never inlined: `set`, which seldom comes here, is four instructions without it.
  @inline(never)
  @usableFromInline
  package mutating func move(_ entry: UnsafeMutablePointer<TimerEntry>) {
    // SAFETY: callers pass an entry that is alive, and filed here if at all.
    if unsafe entry.pointee.isFiled { unsafe unlink(entry) }
    unsafe file(entry)
  }

  /// Takes the first entry that is due, and files again those found to be due later.
  mutating func takeDue() -> UnsafeMutablePointer<TimerEntry>? {
    // SAFETY: the index is one of the buckets; what is in a bucket is alive.
    while let entry = unsafe buckets[Self.dueBucket] {
      unsafe unlink(entry)
      if unsafe Self.tick(of: entry.pointee.deadline) <= elapsed {
        unsafe entry.pointee.deadline = TimerEntry.never
        return unsafe entry
      }
      unsafe file(entry)
    }
    return nil
  }

  /// Empties a bucket that the present has reached, and files its entries by what is left of their
  /// time.
  ///
  /// None comes back to this bucket: in the digit that selects it they no longer differ from the
  /// present.
  mutating func refile(_ bucket: Int) {
    // SAFETY: callers pass the index of a bucket; what is in it is alive.
    while let entry = unsafe buckets[bucket] {
      unsafe unlink(entry)
      unsafe file(entry)
    }
  }

  /// Takes a filed entry out of its bucket.
  mutating func unlink(_ entry: UnsafeMutablePointer<TimerEntry>) {
    // SAFETY: callers pass a filed entry: it, its neighbours and its bucket are alive.
    let bucket = unsafe entry.pointee.bucket
    if let next = unsafe entry.pointee.next, unsafe next != entry {
      let previous = unsafe entry.pointee.previous
      unsafe next.pointee.previous = previous
      unsafe previous?.pointee.next = next
      if unsafe buckets[bucket] == entry { unsafe buckets[bucket] = next }
    } else {
      unsafe buckets[bucket] = nil
      mark(bucket, isOccupied: false)
    }
    unsafe entry.pointee.next = nil
    unsafe entry.pointee.previous = nil
    unsafe entry.pointee.filedDeadline = TimerEntry.never
    count -= 1
  }

  /// The first bucket in use that lies ahead, and the tick with which it begins.
  ///
  /// Every bucket in use has the digits of the present above its level, and a larger one at it.
  var firstBucket: (index: Int, start: UInt64)? {
    for level in 0..<Self.levels where occupied[level] != 0 {
      let digit = occupied[level].trailingZeroBitCount
      let shift = level * Self.bitsPerLevel
      let start = elapsed & (~0 << UInt64(shift + Self.bitsPerLevel)) | UInt64(digit) << shift
      return (level * Self.bucketsPerLevel + digit, start)
    }
    return nil
  }

  /// The tick at whose end a deadline is due.
  static func tick(of deadline: Int64) -> UInt64 {
    (UInt64(max(0, deadline)) + UInt64(tickNanoseconds - 1)) / UInt64(tickNanoseconds)
  }

  /// The end of a tick in nanoseconds; the clock's end where that lies behind it.
  static func moment(of tick: UInt64) -> Int64 {
    let product = tick.multipliedReportingOverflow(by: UInt64(tickNanoseconds))
    return product.overflow ? .max : Int64(clamping: product.partialValue)
  }

  /// Files an entry that is not filed under its deadline; not at all if it has none.
  private mutating func file(_ entry: UnsafeMutablePointer<TimerEntry>) {
    // SAFETY: callers pass an entry that is alive.
    let deadline = unsafe entry.pointee.deadline
    guard deadline != TimerEntry.never else { return }
    let bucket = Self.bucket(of: Self.tick(of: deadline), elapsed)
    unsafe entry.pointee.filedDeadline = deadline
    unsafe entry.pointee.bucket = bucket
    unsafe link(entry, into: bucket)
    mark(bucket, isOccupied: true)
    count += 1
  }

  /// Makes an entry the last of a bucket.
  private func link(_ entry: UnsafeMutablePointer<TimerEntry>, into bucket: Int) {
    // SAFETY: callers pass an entry that is alive and a bucket's index; what is in it is alive.
    let first = unsafe buckets[bucket] ?? entry
    let last = unsafe first.pointee.previous ?? entry
    unsafe entry.pointee.next = first
    unsafe entry.pointee.previous = last
    unsafe first.pointee.previous = entry
    unsafe last.pointee.next = entry
    unsafe buckets[bucket] = first
  }

  /// The bucket for a tick when `elapsed` ticks are over.
  private static func bucket(of tick: UInt64, _ elapsed: UInt64) -> Int {
    guard tick > elapsed else { return dueBucket }
    let highestBit = UInt64.bitWidth - 1 - (tick ^ elapsed).leadingZeroBitCount
    let level = highestBit / bitsPerLevel
    let digit = tick >> UInt64(level * bitsPerLevel) & UInt64(bucketsPerLevel - 1)
    return level * bucketsPerLevel + Int(digit)
  }

  private mutating func mark(_ bucket: Int, isOccupied: Bool) {
    guard bucket != Self.dueBucket else { return }
    let bit: UInt64 = 1 << UInt64(bucket % Self.bucketsPerLevel)
    if isOccupied {
      occupied[bucket / Self.bucketsPerLevel] |= bit
    } else {
      occupied[bucket / Self.bucketsPerLevel] &= ~bit
    }
  }
}
