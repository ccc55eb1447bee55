internal import CPlatform
internal import Glibc

/// How many CPUs there are.
package enum ProcessorCount {
  /// Those that the calling thread may use, at least 1: sched_getaffinity(2).
  ///
  /// Where the system does not say, those that are online: sysconf(3) `_SC_NPROCESSORS_ONLN`.
  package static var available: Int {
    let count = Int(cplatform_cpu_count())
    return count > 0 ? count : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}
