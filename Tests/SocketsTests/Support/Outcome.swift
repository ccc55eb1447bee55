import Sockets
import SystemCalls

/// How a call of a socket went.
struct Outcome: Sendable {
  /// The error that it ended with; nil for success.
  var error: SocketError?
  /// How often it made each call of the kernel.
  var record: FakeKernel.Record
  /// How long it took.
  var elapsed: Duration

  /// More than any call takes that does not wait, on a machine however busy.
  static let elapsedMax = Duration.seconds(45)
}

/// Runs `body` with a kernel that fails as `faults` say, and tells how it went.
func observe(
  under faults: [FakeKernel.Fault] = [],
  _ body: () throws -> Void
) throws -> Outcome {
  var error: SocketError?
  var elapsed = Duration.zero
  let record = try FakeKernel.run(faults) { () throws in
    elapsed = try ContinuousClock().measure { error = try socketError(of: body) }
  }
  return Outcome(error: error, record: record, elapsed: elapsed)
}

/// The error that `body` ends with; nil where it does not.
func socketError(of body: () throws -> Void) throws -> SocketError? {
  do {
    try body()
    return nil
  } catch let error as SocketError {
    return error
  }
}
