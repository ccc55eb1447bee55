internal import CPlatform
internal import SocketAddresses
internal import Synchronization
internal import SystemCalls

// How a call waits. It is tried first, which saves a poll(2) for each one that has something to do;
// what is inlined into every call is the attempt alone.
extension Socket {
  /// How often in a row poll(2) may call a socket ready that is not, before the call slows down.
  ///
  /// Once is normal: another thread took what was there. But a Unix datagram socket counts as
  /// writable while the receiver's queue is full, and something in the error queue ends every wait:
  /// the call would spin.
  static let futileWakesMax = 16

  /// How long a call that is slowed down leaves the processor alone.
  static let pauseMilliseconds: Int32 = 1

  /// Makes a call, and where it would have to wait, waits as the socket's timeout says and makes it
  /// again.
  ///
  /// - Parameters:
  ///   - operation: what an error is told to have happened in.
  ///   - events: the `POLL*` after which it is worth trying again.
  ///   - address: whom an error is told to be about.
  ///   - deadline: shared by the steps of a longer call; made at the first wait where it is nil.
  ///   - attempt: makes the call.
  /// - Returns: what `attempt` does.
  /// - Throws: what `attempt` does; `.timedOut`, `.interrupted`.
  @inline(__always)
  func perform<R: ~Copyable>(
    _ operation: SocketError.Operation,
    waitingFor events: Int32,
    address: SocketAddress? = nil,
    deadline: inout CallDeadline?,
    _ attempt: () throws(Errno) -> R
  ) throws(SocketError) -> R {
    do throws(Errno) { return try attempt() } catch {
      return try resume(after: error, operation, events, address, &deadline, attempt)
    }
  }

  /// The same for a call of one step.
  @inline(__always)
  func perform<R: ~Copyable>(
    _ operation: SocketError.Operation,
    waitingFor events: Int32,
    address: SocketAddress? = nil,
    _ attempt: () throws(Errno) -> R
  ) throws(SocketError) -> R {
    do throws(Errno) { return try attempt() } catch {
      var deadline: CallDeadline?
      return try resume(after: error, operation, events, address, &deadline, attempt)
    }
  }

  @inline(never)
  private func resume<R: ~Copyable>(
    after error: Errno,
    _ operation: SocketError.Operation,
    _ events: Int32,
    _ address: SocketAddress?,
    _ deadline: inout CallDeadline?,
    _ attempt: () throws(Errno) -> R
  ) throws(SocketError) -> R {
    let timeout = timeoutNanoseconds.load(ordering: .relaxed)
    guard error == .wouldBlock, timeout > 0 else {
      throw SocketError(Code(error), operation: operation, address: address)
    }
    let end = deadline ?? CallDeadline(after: timeout)
    deadline = end
    var futileWakes = 0
    while true {
      try wait(for: events, until: end, operation, address)
      do throws(Errno) { return try attempt() } catch {
        guard error == .wouldBlock else {
          throw SocketError(Code(error), operation: operation, address: address)
        }
      }
      guard !end.isOver else {
        throw SocketError(.timedOut, operation: operation, address: address)
      }
      futileWakes += 1
      if futileWakes > Socket.futileWakesMax { try pause(operation, address) }
    }
  }

  /// What a call of several steps does between two: asks the interruption handler, as CPython runs
  /// its signal handlers there, and ends when the time is over.
  ///
  /// - Parameters:
  ///   - operation: what an error is told to have happened in.
  ///   - deadline: of the whole call; made here where it is nil, after a step that did not wait.
  /// - Throws: `.interrupted`, `.timedOut`.
  func checkBetweenSteps(
    of operation: SocketError.Operation,
    _ deadline: inout CallDeadline?
  ) throws(SocketError) {
    guard Interruption.goesOn() else { throw SocketError(.interrupted, operation: operation) }
    let timeout = timeoutNanoseconds.load(ordering: .relaxed)
    guard timeout > 0 else { return }
    let end = deadline ?? CallDeadline(after: timeout)
    deadline = end
    guard !end.isOver else { throw SocketError(.timedOut, operation: operation) }
  }

  /// Waits until one of `events` holds, an error or hang-up included.
  ///
  /// - Parameters:
  ///   - events: `POLL*`; 0 waits for an error or hang-up alone.
  ///   - deadline: nil waits without end.
  ///   - operation: what an error is told to have happened in.
  ///   - address: whom an error is told to be about.
  /// - Throws: `.timedOut`, `.interrupted`.
  func wait(
    for events: Int32,
    until deadline: CallDeadline?,
    _ operation: SocketError.Operation,
    _ address: SocketAddress?
  ) throws(SocketError) {
    while true {
      do throws(Errno) {
        let ready = try System.poll(
          descriptor.number,
          Int16(events),
          timeoutMilliseconds: deadline?.remainingMilliseconds ?? -1
        )
        if ready != nil { return }
      } catch {
        try continueOrThrow(error, operation, address)
      }
      // Time can be left: after a signal, and where poll(2) cannot be told so much (24 days).
      if let deadline, deadline.isOver {
        throw SocketError(.timedOut, operation: operation, address: address)
      }
    }
  }

  private func pause(
    _ operation: SocketError.Operation,
    _ address: SocketAddress?
  ) throws(SocketError) {
    do throws(Errno) {
      // poll(2) ignores a negative descriptor: only the time passes.
      _ = try System.poll(-1, 0, timeoutMilliseconds: Socket.pauseMilliseconds)
    } catch {
      try continueOrThrow(error, operation, address)
    }
  }

  /// Returns where a wait that failed is to go on, which is after a signal unless its handler
  /// objects.
  private func continueOrThrow(
    _ error: Errno,
    _ operation: SocketError.Operation,
    _ address: SocketAddress?
  ) throws(SocketError) {
    guard error == .interrupted, Interruption.goesOn() else {
      throw SocketError(Code(error), operation: operation, address: address)
    }
  }
}

/// What receiving and accepting wait for.
let readable = Int32(POLLIN)
/// What sending and connecting wait for.
let writable = Int32(POLLOUT)
