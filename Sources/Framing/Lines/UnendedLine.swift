/// What becomes of bytes at the end of the stream that no ending follows.
public enum UnendedLine: Hashable, Sendable, CaseIterable {
  /// They are the error `.truncated`.
  case refused
  /// They are the last line.
  case given
}
