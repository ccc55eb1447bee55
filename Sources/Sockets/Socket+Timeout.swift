internal import Synchronization
internal import SystemCalls

extension Socket {
  /// How long calls wait: nil without end, zero not at all, else this long.
  ///
  /// A new socket has nil; so has every accepted one, whatever its listener has.
  public var timeout: Duration? {
    let nanoseconds = timeoutNanoseconds.load(ordering: .relaxed)
    return nanoseconds == Timeout.none ? nil : .nanoseconds(nanoseconds)
  }

  /// Whether calls wait at all: the timeout is not zero.
  public var isBlocking: Bool {
    timeoutNanoseconds.load(ordering: .relaxed) != Timeout.zero
  }

  /// Sets how long calls wait: fcntl(2) `O_NONBLOCK`, which is set for every timeout but nil.
  ///
  /// A timeout is one deadline for the whole of a call, on the monotonic clock: for all of
  /// `sendAll`, and through interruptions by signals. A call tries first and waits only when it
  /// must, so one that can go on at once does; `sendAll` looks at the clock between its parts as
  /// well.
  ///
  /// - Parameter timeout: nil waits without end. Zero does not wait: a call that would have to
  ///   throws `.wouldBlock` (`connect` throws `.inProgress`). A longer one throws `.timedOut` when
  ///   it has passed. It is rounded up to nanoseconds here and to milliseconds in each wait; more
  ///   than 292 years are 292 years.
  /// - Throws: `.unusableArgument` where it is negative.
  public func setTimeout(_ timeout: Duration?) throws(SocketError) {
    if let timeout, timeout < .zero {
      throw SocketError(.unusableArgument, operation: .setTimeout)
    }
    do throws(Errno) {
      try System.setNonBlocking(descriptor, timeout != nil)
    } catch {
      throw SocketError(Code(error), operation: .setTimeout)
    }
    timeoutNanoseconds.store(
      timeout.map(Timeout.nanoseconds) ?? Timeout.none,
      ordering: .relaxed
    )
  }

  /// Sets the timeout to nil or to zero.
  ///
  /// - Parameter isBlocking: whether calls wait, for as long as it takes.
  /// - Throws: as `setTimeout`.
  public func setBlocking(_ isBlocking: Bool) throws(SocketError) {
    try setTimeout(isBlocking ? nil : .zero)
  }
}
