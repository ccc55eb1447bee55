internal import Glibc

/// The monotonic clock, which no one sets: clock_gettime(2) `CLOCK_MONOTONIC`.
package enum MonotonicClock {
  /// Nanoseconds since a moment that stays the same while the machine runs.
  package static var nanoseconds: Int64 {
    var time = timespec()
    // SAFETY: the kernel writes one timespec, which lives in this frame.
    unsafe _ = clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
