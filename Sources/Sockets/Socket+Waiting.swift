internal import CPlatform
internal import SocketAddresses
internal import Synchronization
internal import SystemCalls

/// The moment at which a call gives up, on the monotonic clock.
struct CallDeadline {
  private let end: Int64

  /// - Parameter nanoseconds: how long from now.
  init(after nanoseconds: Int64) {
    let (sum, overflow) = MonotonicClock.nanoseconds.addingReportingOverflow(nanoseconds)
    end = overflow ? .max : sum
  }

  /// What poll(2) may still wait: rounded up, so that it does not spin through the last millisecond,
  /// and 0 once the time is over, which still looks once.
  var remainingMilliseconds: Int32 {
    let left = max(0, end - MonotonicClock.nanoseconds)
    return Int32(clamping: (left + 999_999) / 1_000_000)
  }
}

extension Socket {
  /// Makes a call, and where it would have to wait, waits as the socket's timeout says and makes it
  /// again.
  ///
  /// Trying first saves a poll(2) for each call that has something to do.
  ///
  /// - Parameters:
  ///   - events: the `POLL*` after which it is worth trying again.
  ///   - deadline: shared by the steps of a longer call; made at the first wait where it is nil.
  @inline(__always)
  func perform<R: ~Copyable>(
    _ operation: SocketError.Operation,
    waitingFor events: Int32,
    address: SocketAddress? = nil,
    deadline: inout CallDeadline?,
    _ attempt: () throws(Errno) -> R
  ) throws(SocketError) -> R {
    do throws(Errno) {
      return try attempt()
    } catch {
      let timeout = timeoutNanoseconds.load(ordering: .relaxed)
      guard error == .wouldBlock, timeout > 0 else {
        throw SocketError(Code(error), operation: operation, address: address)
      }
      return try retry(operation, events, address, timeout, &deadline, attempt)
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
    var deadline: CallDeadline?
    return try perform(
      operation,
      waitingFor: events,
      address: address,
      deadline: &deadline,
      attempt
    )
  }

  @inline(never)
  private func retry<R: ~Copyable>(
    _ operation: SocketError.Operation,
    _ events: Int32,
    _ address: SocketAddress?,
    _ timeout: Int64,
    _ deadline: inout CallDeadline?,
    _ attempt: () throws(Errno) -> R
  ) throws(SocketError) -> R {
    let end = deadline ?? CallDeadline(after: timeout)
    deadline = end
    while true {
      try wait(for: events, until: end, operation, address)
      do throws(Errno) {
        return try attempt()
      } catch {
        // Another thread took what woke this one, or the kernel dropped it: wait on.
        guard error == .wouldBlock else {
          throw SocketError(Code(error), operation: operation, address: address)
        }
      }
    }
  }

  /// Waits until one of `events` holds, an error or hang-up included.
  ///
  /// - Parameter deadline: nil waits without end.
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
        guard ready != nil else {
          // A wait longer than poll(2) can be told (24 days) is waited in pieces.
          if let deadline, deadline.remainingMilliseconds > 0 { continue }
          throw Errno.timedOut
        }
        return
      } catch {
        if error == .interrupted, Interruption.goesOn() { continue }
        let code = error == .timedOut ? Code.timedOut : Code(error)
        throw SocketError(code, operation: operation, address: address)
      }
    }
  }
}

/// What receiving and accepting wait for.
let readable = Int32(POLLIN)
/// What sending and connecting wait for.
let writable = Int32(POLLOUT)
