internal import CPlatform
internal import Glibc

// Waiting for many descriptors at once: epoll(7).
extension System {
  /// What epoll_ctl(2) is to do.
  package enum PollChange: Sendable {
    /// `EPOLL_CTL_ADD`.
    case add
    /// `EPOLL_CTL_MOD`.
    case modify
    /// `EPOLL_CTL_DEL`.
    case remove

    var number: Int32 {
      switch self {
      case .add: EPOLL_CTL_ADD
      case .modify: EPOLL_CTL_MOD
      case .remove: EPOLL_CTL_DEL
      }
    }
  }

  /// epoll_create1(2) with `EPOLL_CLOEXEC`.
  package static func epollCreate() throws(Errno) -> FileDescriptor {
    let number = try invoke(.epollCreate) { _ in
      Int(CPlatform.epoll_create1(Int32(EPOLL_CLOEXEC)))
    }
    return FileDescriptor(owning: Int32(number))
  }

  /// epoll_ctl(2).
  ///
  /// - Parameters:
  ///   - poller: an epoll instance.
  ///   - change: what becomes of the registration.
  ///   - descriptor: whose it is.
  ///   - events: what is to be told: `EPOLL*`.
  ///   - token: comes back with each event.
  /// - Throws: `EPERM` for a descriptor that cannot be waited for, such as a file's; `ENOMEM`,
  ///   `ENOSPC`.
  package static func epollControl(
    _ poller: borrowing FileDescriptor,
    _ change: PollChange,
    _ descriptor: borrowing FileDescriptor,
    _ events: UInt32,
    token: UInt64
  ) throws(Errno) {
    let (poller, number) = (poller.number, descriptor.number)
    var event = unsafe epoll_event(events: events, data: epoll_data(u64: token))
    try invoke(.epollControl) { _ in
      // SAFETY: the kernel reads one event, which lives in this frame.
      unsafe Int(CPlatform.epoll_ctl(poller, change.number, number, &event))
    }
  }

  /// epoll_wait(2), not made again when interrupted: the caller knows how much time is left.
  ///
  /// - Parameters:
  ///   - poller: an epoll instance.
  ///   - events: is overwritten from its start.
  ///   - timeoutMilliseconds: -1 waits without end, 0 looks and returns.
  /// - Returns: how many events there are; 0 where the time was over.
  /// - Throws: `EINTR` after a signal.
  package static func epollWait(
    _ poller: borrowing FileDescriptor,
    into events: borrowing PolledEvents,
    timeoutMilliseconds: Int32
  ) throws(Errno) -> Int {
    let number = poller.number
    let (storage, capacity) = unsafe (events.storage, Int32(clamping: events.capacity))
    return try invoke(.epollWait) { _ in
      // SAFETY: the kernel writes at most `capacity` events, for which there is room.
      unsafe Int(CPlatform.epoll_wait(number, storage, capacity, timeoutMilliseconds))
    }
  }

  /// Keeps the calling thread on one CPU: sched_setaffinity(2).
  ///
  /// - Parameter place: which of those that the thread may use, in their order, from 0.
  /// - Throws: `EINVAL` where it may use no more than so many.
  package static func runOnCPU(_ place: Int) throws(Errno) {
    try invoke(.schedSetAffinity) { _ in Int(cplatform_run_on_cpu(Int32(clamping: place))) }
  }
}
