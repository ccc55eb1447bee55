import Sockets
import SystemCalls

/// Lends a file that is open for reading.
func withFile<R>(
  _ path: String,
  _ body: nonisolated(nonsending) (borrowing FileDescriptor) async throws -> R
) async throws -> R {
  let file = try System.open(Array(path.utf8), .readOnly)
  return try await body(file)
}
