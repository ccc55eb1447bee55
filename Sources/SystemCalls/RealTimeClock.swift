internal import Glibc

/// The clock of the calendar, which people and time servers set: clock_gettime(2) `CLOCK_REALTIME`.
package enum RealTimeClock {
  /// The moment, in UTC.
  package static var now: FileTime {
    var time = timespec()
    // SAFETY: the kernel writes one timespec, which lives in this frame.
    unsafe _ = clock_gettime(CLOCK_REALTIME, &time)
    return FileTime(time)
  }
}
