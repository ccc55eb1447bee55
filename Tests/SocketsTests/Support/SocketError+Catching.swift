import Sockets
import SystemCalls

/// The error that `body` ends with; nil where it does not.
func socketError(of body: () throws -> Void) throws -> SocketError? {
  do {
    try body()
    return nil
  } catch let error as SocketError {
    return error
  }
}

/// Runs `body` with a kernel that fails as `faults` say: the error it ends with, and how often each
/// call was made.
func underFaults(
  _ faults: [FakeKernel.Fault],
  _ body: () throws -> Void
) throws -> (error: SocketError?, record: FakeKernel.Record) {
  var error: SocketError?
  let record = try FakeKernel.run(faults) { () throws in error = try socketError(of: body) }
  return (error, record)
}
