/// A connection that is used in a scope, at whose end it closes.
public protocol UsableConnection: SocketHandle {}

extension UsableConnection {
  /// Runs `body`, and closes the connection at its end, whether it returns or throws.
  ///
  /// It runs on the connection's loop, wherever this is called from. Cancellation is watched for
  /// once, for all that the body's task does with this connection, which makes each wait cheaper:
  /// this is how to serve one.
  ///
  /// - Parameter body: is given the connection. What it hands to others is closed under them.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  public func use<R, E: Error>(
    _ body: sending @concurrent (Self) async throws(E) -> R
  ) async throws(E) -> R {
    try await withScope { () async throws(E) in try await body(self) }
  }
}
