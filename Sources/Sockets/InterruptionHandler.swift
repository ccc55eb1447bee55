internal import SystemCalls

/// Runs `body` with a handler that is asked each time a signal interrupts one of its calls.
///
/// Without a handler an interrupted call goes on with the time it has left. The handler may run what
/// the signal asks for, and may throw: the call then ends with that error, with `transferred` telling
/// how many bytes had gone. It is asked as well after each part that `sendAll` has sent.
///
/// The handler belongs to the calling thread, lasts for the scope, and hides one that an outer scope
/// has set. It never runs inside a signal handler, so it may do anything.
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
            return true
          } catch {
            raised = error
            return false
          }
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
