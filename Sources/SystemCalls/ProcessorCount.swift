internal import Glibc

/// How many CPUs there are.
package enum ProcessorCount {
  /// Those that are online, at least 1: sysconf(3) `_SC_NPROCESSORS_ONLN`.
  package static var available: Int {
    max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}
