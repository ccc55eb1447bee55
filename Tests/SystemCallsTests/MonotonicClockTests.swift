import Glibc
import SystemCalls
import Testing

struct MonotonicClockTests {
  private static var kernel: Int64 {
    var time = timespec()
    // SAFETY: the kernel writes one timespec, which lives in this frame.
    unsafe _ = clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  @Test func `the clock is the kernel's and never goes back`() {
    let readings = (0..<1000).flatMap { _ in [MonotonicClock.nanoseconds, Self.kernel] }
    #expect(readings == readings.sorted())
    #expect(readings.allSatisfy { $0 > 0 })
  }
}
