internal import CPlatform
package import SystemCalls

/// epoll(7), edge-triggered, with an eventfd(2) to wake it.
package final class EpollPoller: Poller {
  /// The token of the eventfd: that of no slot, whose lower half would be its number.
  private static let wakeToken = UInt64.max

  private let epoll: FileDescriptor
  private let waker: FileDescriptor
  /// What the loop's thread works on.
  private let events = PolledEvents(capacity: PollAnswers.capacity)

  /// - Throws: `EMFILE`, `ENFILE`, `ENOMEM`: it takes two descriptors.
  package init() throws(Errno) {
    epoll = try System.epollCreate()
    waker = try System.eventfd()
    // Edge-triggered, each count is told once, and the counter need not be read.
    try System.epollControl(
      epoll,
      .add,
      waker,
      EPOLLIN.rawValue | EPOLLET.rawValue,
      token: EpollPoller.wakeToken
    )
  }

  package func add(
    _ descriptor: borrowing FileDescriptor,
    _ interest: PollInterest,
    token: UInt64
  ) throws(Errno) {
    try System.epollControl(epoll, .add, descriptor, interest.epollEvents, token: token)
  }

  package func modify(
    _ descriptor: borrowing FileDescriptor,
    _ interest: PollInterest,
    token: UInt64
  ) throws(Errno) {
    try System.epollControl(epoll, .modify, descriptor, interest.epollEvents, token: token)
  }

  package func remove(_ descriptor: borrowing FileDescriptor) throws(Errno) {
    try System.epollControl(epoll, .remove, descriptor, 0, token: 0)
  }

  package func wait(timeoutNanoseconds: Int64?, into answers: inout PollAnswers) {
    answers.removeAll()
    let count: Int
    do throws(Errno) {
      count = try System.epollWait(
        epoll,
        into: events,
        timeoutMilliseconds: EpollPoller.milliseconds(timeoutNanoseconds)
      )
    } catch {
      // Only a signal can end a wait on an epoll that is ours: the loop looks around and comes
      // back.
      return
    }
    for index in 0..<count {
      let (token, happened) = events[index]
      if token != EpollPoller.wakeToken {
        answers.append(PollAnswer(token: token, readiness: PollReadiness(epollEvents: happened)))
      }
    }
  }

  package func wake() {
    // Writing 8 bytes to an open eventfd fails only where its counter is full, which says the same.
    try? System.signal(waker)
  }

  /// Rounded up: a wait that ended early would spin through the last millisecond.
  private static func milliseconds(_ nanoseconds: Int64?) -> Int32 {
    guard let nanoseconds else { return -1 }
    let (whole, part) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return Int32(clamping: whole + (part > 0 ? 1 : 0))
  }
}

extension PollInterest {
  /// What epoll_ctl(2) is asked for.
  fileprivate var epollEvents: UInt32 {
    var events = EPOLLET.rawValue
    if contains(.reading) { events |= (EPOLLIN.rawValue | EPOLLPRI.rawValue | EPOLLRDHUP.rawValue) }
    if contains(.writing) { events |= EPOLLOUT.rawValue }
    return events
  }
}

extension PollReadiness {
  /// What epoll_wait(2) has answered: who waits for either direction must learn of an error and of
  /// a hang-up, which nobody asks for.
  fileprivate init(epollEvents events: UInt32) {
    let broken = EPOLLERR.rawValue | EPOLLHUP.rawValue
    let exceptional = broken | EPOLLRDHUP.rawValue | EPOLLPRI.rawValue
    var readiness: UInt8 = 0
    if events & (exceptional | EPOLLIN.rawValue) != 0 {
      readiness |= PollReadiness.reading.rawValue
    }
    if events & (broken | EPOLLOUT.rawValue) != 0 { readiness |= PollReadiness.writing.rawValue }
    if events & exceptional != 0 { readiness |= PollReadiness.exceptional.rawValue }
    self.init(rawValue: readiness)
  }
}
