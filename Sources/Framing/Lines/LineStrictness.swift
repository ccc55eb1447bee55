/// What a line may hold beside its ending.
public enum LineStrictness: Hashable, Sendable, CaseIterable {
  /// Neither a carriage return nor a line feed: one that does not belong to an ending is an error.
  ///
  /// Who reads it as an ending and who does not would see different lines in the same bytes.
  case strict
  /// Everything but the ending: bytes of another ending are content.
  case lenient
}
