internal import Glibc

/// A moment as file systems keep it: `struct timespec`.
package struct FileTime: Hashable, Sendable, Comparable {
  /// The most nanoseconds beside whole seconds.
  package static let nanosecondsMax: Int64 = 999_999_999

  /// Since the beginning of 1970, UTC; negative before.
  package let seconds: Int64
  /// 0…999,999,999, forward from `seconds`.
  package let nanoseconds: Int64

  /// A moment.
  ///
  /// - Parameters:
  ///   - seconds: since the beginning of 1970, UTC; negative before.
  ///   - nanoseconds: 0…999,999,999; anything else is a programming error and traps, because it
  ///     would mean something else to the kernel (`UTIME_NOW`).
  package init(seconds: Int64, nanoseconds: Int64 = 0) {
    precondition(0...Self.nanosecondsMax ~= nanoseconds, "nanoseconds are less than a second")
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// What the kernel said.
  init(_ time: timespec) {
    seconds = Int64(time.tv_sec)
    nanoseconds = min(max(0, Int64(time.tv_nsec)), Self.nanosecondsMax)
  }

  /// The earlier one is less.
  package static func < (left: FileTime, right: FileTime) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}
