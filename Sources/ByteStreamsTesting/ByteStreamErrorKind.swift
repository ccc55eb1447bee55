/// The errors that a stream must tell apart from all others.
public enum ByteStreamErrorKind: Hashable, Sendable {
  /// A second reader, or a second writer, at the same time.
  case busy
  /// The task was cancelled while the call waited.
  case cancelled
  /// This end was closed.
  case closed
}
