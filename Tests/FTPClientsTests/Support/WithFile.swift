import Sockets
import SystemCalls

/// Lends an open file.
func withFile<R>(
  _ path: String,
  _ flags: OpenFlags = .readOnly,
  _ body: nonisolated(nonsending) (borrowing FileDescriptor) async throws -> R
) async throws -> R {
  let file = try System.open(Array(path.utf8), flags)
  return try await body(file)
}
