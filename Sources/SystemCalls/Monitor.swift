internal import Glibc

/// A value that threads share, under a lock, with a condition to wait for: pthread_mutex_lock(3)
/// and pthread_cond_wait(3).
///
/// For threads that block. What never waits takes a `Mutex`.
// SAFETY: the value is only reached under the lock, and is Sendable itself.
@safe package final class Monitor<Value: ~Copyable & Sendable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private let value: UnsafeMutablePointer<Value>

  /// A monitor of `value`, which nobody waits for.
  package init(_ value: consuming Value) {
    // SAFETY: each is allocated, and initialised before this returns; the attributes live in this
    // frame. None of the calls fails with these arguments.
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe self.value = .allocate(capacity: 1)
    unsafe self.value.initialize(to: value)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe condition.initialize(to: pthread_cond_t())
    unsafe pthread_cond_init(condition, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    // SAFETY: whoever waits or holds the lock has a reference, so nobody does.
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe value.deinitialize(count: 1)
    unsafe value.deallocate()
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// Runs `body` alone with the value; it must not come back to this monitor.
  package func withLock<R: ~Copyable, E: Error>(
    _ body: (inout Value) throws(E) -> R
  ) throws(E) -> R {
    // SAFETY: the mutex is initialised; the value is this thread's until it is unlocked.
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe _ = pthread_mutex_unlock(mutex) }
    return try unsafe body(&value.pointee)
  }

  /// Runs `attempt` alone with the value, and again after each `notify`, until it returns
  /// something.
  ///
  /// The thread blocks in between. It may be run without a `notify` too.
  ///
  /// - Parameters:
  ///   - deadline: when to make the last attempt, in nanoseconds of `MonotonicClock`; nil waits
  ///     without end.
  ///   - attempt: looks at the value. `isLast` says that the deadline has passed.
  /// - Returns: what the attempt returned; nil where even the last returned nothing.
  package func wait<R>(
    until deadline: Int64? = nil,
    _ attempt: (_ value: inout Value, _ isLast: Bool) -> R?
  ) -> R? {
    // SAFETY: the mutex is initialised. Each attempt has the value to itself; no access to it is
    // open while the condition lets go of the mutex.
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe _ = pthread_mutex_unlock(mutex) }
    var isLast = false
    while true {
      if let result = unsafe attempt(&value.pointee, isLast) { return result }
      if isLast { return nil }
      isLast = waitForNotice(until: deadline)
    }
  }

  /// Lets one thread that waits make its attempt.
  package func notifyOne() {
    // SAFETY: the condition is initialised; the call needs no lock.
    unsafe _ = pthread_cond_signal(condition)
  }

  /// Lets all threads that wait make their attempt.
  package func notifyAll() {
    // SAFETY: the condition is initialised; the call needs no lock.
    unsafe _ = pthread_cond_broadcast(condition)
  }

  /// Waits with the lock held, which it lets go of meanwhile; whether the deadline has passed.
  private func waitForNotice(until deadline: Int64?) -> Bool {
    // SAFETY: callers hold the mutex; the time lives in this frame.
    guard let deadline else {
      unsafe pthread_cond_wait(condition, mutex)
      return false
    }
    let second: Int64 = 1_000_000_000
    var time = timespec()
    time.tv_sec = Int(max(0, deadline) / second)
    time.tv_nsec = Int(max(0, deadline) % second)
    return unsafe pthread_cond_timedwait(condition, mutex, &time) == ETIMEDOUT
  }
}
