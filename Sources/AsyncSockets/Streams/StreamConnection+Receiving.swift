public import EventLoops
public import Sockets
internal import SystemCalls

// The hottest path of all, and so in pieces: what suspends is in the caller's own function, and
// what does not is called from there. As one asynchronous function of its own, as all others here
// are, it would need memory for each wait, and 190 instructions more for each request of an echo.
extension StreamConnection {
  /// Reads what has arrived into a buffer that the loop lends, of 64 KiB, waiting until there is
  /// something: recv(2).
  ///
  /// The fastest way to read, and the one that owns no memory while it waits:
  ///
  ///     while let received = try await connection.receive() {
  ///       try await connection.write(received.bytes)
  ///     }
  ///
  /// - Parameter deadline: when it gives up waiting for the first byte.
  /// - Returns: the bytes, at least one; nil at the end of the stream.
  /// - Throws: as `read(into:deadline:)`.
  @inlinable
  @inline(__always)
  public final func receive(
    deadline: Deadline = .never
  ) async throws(SocketError) -> ReceivedBytes? {
    var outcome = ReceiveOutcome.done
    var received = try receiveAtOnce(until: deadline, #isolation, &outcome)
    while outcome == .mustStop {
      // SAFETY: the continuation is stored once for each suspension, and whoever resumes it takes
      // it out.
      let wake = unsafe await _unsafeInheritExecutor_withUnsafeContinuation { waiter in
        unsafe park(waiter)
      }
      received = try receive(after: wake, until: deadline, &outcome)
    }
    return outcome == .done ? received : try await receiveInOneCall(until: deadline)
  }

  /// The same as one function, for tasks without scope, from other threads, and where the loop's
  /// other tasks must have their turn first.
  @usableFromInline
  final func receiveInOneCall(
    until deadline: Deadline
  ) async throws(SocketError) -> ReceivedBytes? {
    try await core.perform(.receive, .reading, until: deadline) { _ throws(Errno) in
      try receiveOnce()
    }
  }

  /// Receives what is there, or prepares for the task to stop until there is something.
  ///
  /// - Parameters:
  ///   - deadline: when the wait is to end by itself.
  ///   - isolation: the caller's.
  ///   - outcome: what came of it; unless it is `.done` nothing was received.
  /// - Returns: nil at the end of the stream.
  /// - Throws: as `receive`.
  @usableFromInline
  final func receiveAtOnce(
    until deadline: Deadline,
    _ isolation: (any Actor)?,
    _ outcome: inout ReceiveOutcome
  ) throws(SocketError) -> ReceivedBytes? {
    guard core.registration.isCurrent(in: isolation), !core.registration.mustYield else {
      outcome = .elsewhere
      return nil
    }
    do throws(WaitFailure) {
      try core.registration.checkFree(.reading)
      return try receiveOrPrepare(until: deadline, &outcome)
    } catch {
      throw SocketError(error, .receive)
    }
  }

  /// The same after a wait.
  @usableFromInline
  final func receive(
    after wake: UInt8,
    until deadline: Deadline,
    _ outcome: inout ReceiveOutcome
  ) throws(SocketError) -> ReceivedBytes? {
    core.registration.end(.reading)
    outcome = .done
    do throws(WaitFailure) {
      try core.registration.check(wake)
      return try receiveOrPrepare(until: deadline, &outcome)
    } catch {
      throw SocketError(error, .receive)
    }
  }

  /// Prepares for the task to stop until there is something to read.
  ///
  /// - Parameter isolation: the caller's.
  /// - Returns: false where it need not, or must not here.
  /// - Throws: `.busy`, `.closed`, `.cancelled`.
  @inline(__always)
  final func prepareToWaitForBytes(_ isolation: (any Actor)?) throws(SocketError) -> Bool {
    guard core.registration.isCurrent(in: isolation), core.registration.isInScope,
      !core.registration.mustYield, !core.registration.isReady(.reading)
    else { return false }
    do throws(WaitFailure) {
      try core.registration.checkFree(.reading)
      try core.registration.prepareToWait(
        for: .reading,
        core.held.onLoop.descriptor,
        until: .never
      )
      core.registration.markBusy(.reading)
      return true
    } catch {
      throw SocketError(error, .receive)
    }
  }

  /// Goes on after a wait.
  @inline(__always)
  final func endWait(_ wake: UInt8) throws(SocketError) {
    core.registration.end(.reading)
    do throws(WaitFailure) { try core.registration.check(wake) } catch {
      throw SocketError(error, .receive)
    }
  }

  /// Notes who waits.
  @usableFromInline
  final func park(_ waiter: UnsafeContinuation<UInt8, Never>) {
    // SAFETY: as said in `receive`.
    unsafe core.registration.park(waiter, .reading)
  }

  @inline(__always)
  private final func receiveOrPrepare(
    until deadline: Deadline,
    _ outcome: inout ReceiveOutcome
  ) throws(WaitFailure) -> ReceivedBytes? {
    if core.registration.isReady(.reading) {
      do throws(Errno) { return try receiveOnce() } catch {
        guard error == .wouldBlock else { throw .system(error) }
        core.registration.noteWouldBlock(.reading)
      }
    }
    guard core.registration.isInScope else {
      outcome = .elsewhere
      return nil
    }
    try core.registration.prepareToWait(
      for: .reading,
      core.held.onLoop.descriptor,
      until: deadline
    )
    core.registration.markBusy(.reading)
    outcome = .mustStop
    return nil
  }

  /// One recv(2) into a buffer of the loop.
  @inline(__always)
  private final func receiveOnce() throws(Errno) -> ReceivedBytes? {
    // SAFETY: this is the loop's thread. The room is nobody else's, and as much of it as the kernel
    // says is initialised.
    let room = unsafe core.loop.takeBuffer()
    let count: Int
    do throws(Errno) {
      count = try unsafe System.recv(core.held.onLoop.descriptor, over: room)
    } catch {
      unsafe core.loop.giveBackBuffer(room.baseAddress)
      throw error
    }
    guard count > 0, let start = room.baseAddress else {
      unsafe core.loop.giveBackBuffer(room.baseAddress)
      core.registration.noteEnd()
      return nil
    }
    if count < room.count { core.registration.noteDrained() }
    return unsafe ReceivedBytes(start, count: count, of: core.loop)
  }
}

/// What came of an attempt to receive without waiting.
@usableFromInline
@frozen
enum ReceiveOutcome: UInt8 {
  /// Something was received, or the stream has ended.
  case done
  /// There is nothing to receive yet, and all is prepared for the task to stop.
  case mustStop
  /// This is not the loop's thread, the caller an actor, the task has no scope, or other tasks must
  /// have their turn first.
  case elsewhere
}
