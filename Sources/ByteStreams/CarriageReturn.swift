/// What becomes of a CR directly before the LF that ends a line.
public enum CarriageReturn: Hashable, Sendable {
  /// It belongs to the ending: lines may end in LF or in CR LF, each as it likes.
  case dropped
  /// It belongs to the line.
  case kept
}
