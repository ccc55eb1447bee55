package import EventLoops
import Synchronization
package import SystemCalls

/// epoll, and in front of it a test that is asked whenever the loop has nothing to do: every task
/// on it waits then.
package final class WatchedPoller: Poller {
  /// Called on the loop's thread; whether the loop is to look around once more before it sleeps.
  package typealias Watch = @Sendable () -> Bool

  private let poller: EpollPoller
  private let watch = Mutex<Watch?>(nil)
  /// Whether a wait is to return: looking for what is ready takes the waking event away.
  private let isWoken = Atomic(false)

  package init() throws(Errno) {
    poller = try EpollPoller()
  }

  /// Sets who is asked, and lets the loop ask at once if it sleeps already.
  package func setWatch(_ watch: Watch?) {
    self.watch.withLock { $0 = watch }
    wake()
  }

  package func wait(timeoutNanoseconds: Int64?, into answers: inout PollAnswers) {
    guard timeoutNanoseconds != 0 else { return poller.wait(timeoutNanoseconds: 0, into: &answers) }
    poller.wait(timeoutNanoseconds: 0, into: &answers)
    guard answers.count == 0, !isWoken.exchange(false, ordering: .acquiringAndReleasing) else {
      return
    }
    let mustLook = watch.withLock(\.self)?() ?? false
    if !mustLook { poller.wait(timeoutNanoseconds: timeoutNanoseconds, into: &answers) }
  }

  package func add(
    _ descriptor: borrowing FileDescriptor,
    _ interest: PollInterest,
    token: UInt64
  ) throws(Errno) {
    try poller.add(descriptor, interest, token: token)
  }

  package func modify(
    _ descriptor: borrowing FileDescriptor,
    _ interest: PollInterest,
    token: UInt64
  ) throws(Errno) {
    try poller.modify(descriptor, interest, token: token)
  }

  package func remove(_ descriptor: borrowing FileDescriptor) throws(Errno) {
    try poller.remove(descriptor)
  }

  package func wake() {
    isWoken.store(true, ordering: .releasing)
    poller.wake()
  }
}
