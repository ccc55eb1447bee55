/// Keeps a server's sessions where other processes can find them too.
///
/// Its functions are called in the middle of a handshake, on whatever thread, several at once: they
/// must not wait for long.
public protocol TLSSessionStore: Sendable {
  /// Keeps a session, which has its connection's secrets in it.
  ///
  /// - Parameters:
  ///   - session: some 200 bytes, more with a client's certificate, at most
  ///     `TLSLimits.sessionBytesMax`.
  ///   - id: at most 32 bytes that nobody can guess.
  func keep(_ session: [UInt8], for id: [UInt8])

  /// Looks up a session.
  ///
  /// - Returns: what was kept for the id; nil where there is nothing, or no more.
  func session(for id: [UInt8]) -> [UInt8]?

  /// Forgets a session, which must not be used again.
  func forget(_ id: [UInt8])
}
