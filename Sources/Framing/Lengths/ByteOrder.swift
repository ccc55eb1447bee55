/// Which byte of a number comes first.
public enum ByteOrder: Hashable, Sendable, CaseIterable {
  /// The highest, as in the protocols of the Internet.
  case bigEndian
  /// The lowest.
  case littleEndian
}
