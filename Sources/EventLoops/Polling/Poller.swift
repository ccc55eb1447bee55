package import SystemCalls

/// What tells an event loop which descriptors are ready: epoll, or a script in tests.
///
/// All calls but `wake` are made by the loop's own thread. A poller tells of changes and not of
/// states (edge-triggered): that something became ready once more, never that it still is. A
/// registration ends by itself when the descriptor is closed; events of one that has ended may
/// still come, and are recognised by their token.
package protocol Poller: AnyObject, Sendable {
  /// Starts to tell of a descriptor; what it is ready for already is told as well.
  func add(
    _ descriptor: borrowing FileDescriptor,
    _ interest: PollInterest,
    token: UInt64
  ) throws(Errno)

  /// Changes what is told of a descriptor; what it is ready for already is told once more.
  func modify(
    _ descriptor: borrowing FileDescriptor,
    _ interest: PollInterest,
    token: UInt64
  ) throws(Errno)

  /// Stops to tell of a descriptor that stays open.
  func remove(_ descriptor: borrowing FileDescriptor) throws(Errno)

  /// Waits for events.
  ///
  /// - Parameters:
  ///   - timeoutNanoseconds: nil waits without end, 0 looks and returns; rounded up to what the
  ///     system can do. It may return earlier, without an event.
  ///   - answers: is emptied, and filled with what has happened.
  func wait(timeoutNanoseconds: Int64?, into answers: inout PollAnswers)

  /// Makes a wait return, this one or the next: from any thread.
  func wake()
}
