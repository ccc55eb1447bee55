internal import SystemCalls

/// Runs `body` with a handler that is asked each time a signal interrupts one of its calls.
///
/// Without a handler an interrupted call goes on with the time it has left. The handler may run
/// what the signal asks for, and may throw: the call then ends, in `body` with `.interrupted`, and
/// where `body` lets that pass, here with the handler's error and the call's `transferred`. It is
/// asked as well after each part that `sendAll` or `sendFile` has sent.
///
/// The handler belongs to the calling thread, lasts for the scope, and hides one that an outer
/// scope has set. It never runs inside a signal handler, so it may do anything.
///
/// - Parameters:
///   - handler: returns for the interrupted call to go on, throws for it to end.
///   - body: makes the calls.
/// - Returns: what `body` returns.
/// - Throws: what `body` throws, but the handler's error where that ended it.
@available(*, noasync, message: "blocking calls hold a thread of Swift's pool")
public func withInterruptionHandler<R: ~Copyable>(
  _ handler: () throws(SocketError) -> Void,
  _ body: () throws(SocketError) -> R
) throws(SocketError) -> R {
  var raised: SocketError?
  do throws(SocketError) {
    return try withoutActuallyEscaping(handler) { handler throws(SocketError) -> R in
      try Interruption.withHook(
        {
          do throws(SocketError) {
            try handler()
            raised = nil
          } catch {
            raised = error
          }
          return raised == nil
        },
        body
      )
    }
  } catch {
    guard var raised, error.code == .interrupted else { throw error }
    raised.transferred = error.transferred
    throw raised
  }
}
