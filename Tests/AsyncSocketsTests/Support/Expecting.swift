import Sockets
import Testing

/// Expects a call to fail for a reason, in an operation.
///
/// - Returns: the error.
@discardableResult
func expect(
  _ code: SocketError.Code,
  _ operation: SocketError.Operation,
  at location: SourceLocation = #_sourceLocation,
  of call: () async throws -> Void
) async -> SocketError? {
  switch await outcome(call) {
  case .success:
    Issue.record("no error, where there should be \(code)", sourceLocation: location)
    return nil
  case .failure(let error as SocketError):
    #expect(error.code == code, sourceLocation: location)
    #expect(error.operation == operation, sourceLocation: location)
    return error
  case .failure(let error):
    Issue.record("\(error), which is no error of a socket", sourceLocation: location)
    return nil
  }
}
