internal import CPlatform
internal import Glibc

/// Which thread of the process it is: pthread_self(3).
///
/// The system gives the identity of a thread that has ended to a new one.
package struct ThreadIdentity: Hashable, Sendable {
  let handle: pthread_t

  /// The thread that asks.
  package static var current: ThreadIdentity { ThreadIdentity(handle: pthread_self()) }

  /// The processor time that the thread has used: clock_gettime(2) with the thread's
  /// pthread_getcpuclockid(3); nil where it has ended.
  package var processorTime: Duration? {
    var clock = clockid_t()
    var time = timespec()
    // SAFETY: both calls write what lives in this frame. A thread that has ended, and was not given
    // away again, has no clock.
    guard unsafe pthread_getcpuclockid(handle, &clock) == 0,
      unsafe clock_gettime(clock, &time) == 0
    else { return nil }
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
