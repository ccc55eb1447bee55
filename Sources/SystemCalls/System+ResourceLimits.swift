internal import Glibc

/// How much of something a process may have.
package struct ResourceLimit: Hashable, Sendable {
  /// What holds now.
  package var current: UInt64
  /// How far the process may raise it by itself.
  package var maximum: UInt64

  package init(current: UInt64, maximum: UInt64) {
    self.current = current
    self.maximum = maximum
  }
}

extension System {
  /// getrlimit(2) of `RLIMIT_NOFILE`: how many descriptors the process may have open.
  package static func getDescriptorLimit() throws(Errno) -> ResourceLimit {
    var limit = rlimit()
    try invoke(.getrlimit) { _ in
      // SAFETY: the structure lives through the call, which fills it.
      unsafe Int(Glibc.getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit))
    }
    return ResourceLimit(current: UInt64(limit.rlim_cur), maximum: UInt64(limit.rlim_max))
  }

  /// setrlimit(2) of `RLIMIT_NOFILE`.
  package static func setDescriptorLimit(_ limit: ResourceLimit) throws(Errno) {
    var limit = rlimit(rlim_cur: rlim_t(limit.current), rlim_max: rlim_t(limit.maximum))
    try invoke(.setrlimit) { _ in
      // SAFETY: the structure lives through the call, which reads it.
      unsafe Int(Glibc.setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit))
    }
  }
}
