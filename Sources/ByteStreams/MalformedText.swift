/// What becomes of bytes that are not UTF-8 where text is read.
public enum MalformedText: Hashable, Sendable {
  /// They are an error, and stay unread: `BufferedReaderError.malformedText`.
  case refused
  /// Each run of them becomes U+FFFD, the replacement character. Different bytes may then read the
  /// same, so names that give access to something should not be read this way.
  case repaired
}
