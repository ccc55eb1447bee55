import Foundation

/// How many descriptors the process may have open.
enum DescriptorLimit {
  /// What a server needs beside its clients: its standard streams, loops, listeners, and some
  /// connections that are just being refused.
  static let reserved = 64

  /// Raises the limit as far as the process may by itself, and gives it: setrlimit(2)
  /// `RLIMIT_NOFILE`.
  ///
  /// The usual limit of 1,024 is there for programs that use select(2), which knows no larger
  /// numbers. What is started from this process inherits it, so it is for servers that start
  /// nothing.
  static func raise() -> Int {
    var limit = rlimit()
    // SAFETY: the calls read and write the structure, which lives until they return.
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return usual
    }
    let allowed = limit.rlim_max
    let before = limit.rlim_cur
    limit.rlim_cur = allowed
    // SAFETY: as above.
    let isRaised = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    return Int(clamping: isRaised ? allowed : before)
  }

  /// Where nobody says otherwise.
  private static let usual = 1024
}
