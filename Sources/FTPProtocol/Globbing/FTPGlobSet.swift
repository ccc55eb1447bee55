/// A set of bytes in brackets, as patterns of names have it.
struct FTPGlobSet {
  private var members = [Bool](repeating: false, count: 128)
  private let isNegated: Bool
  /// Whether it holds bytes of ASCII only: of others it is not known what they would mean.
  private(set) var isASCII = true

  /// The set whose bracket was just taken; nil where the bracket is not closed, and nothing is
  /// taken.
  init?(takenFrom text: inout ArraySlice<UInt8>) {
    var rest = text
    isNegated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if isNegated { rest = rest.dropFirst() }
    var isFirst = true
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "]") && !isFirst {
        text = rest
        return
      }
      isFirst = false
      guard let low = Self.member(byte, &rest) else { return nil }
      add(low, Self.upperBound(of: &rest) ?? low)
    }
    return nil
  }

  func contains(_ byte: UInt8) -> Bool {
    (byte < 128 && members[Int(byte)]) != isNegated
  }

  private mutating func add(_ low: UInt8, _ high: UInt8) {
    guard low < 128 && high < 128 else {
      isASCII = false
      return
    }
    guard low <= high else { return }
    for byte in low...high { members[Int(byte)] = true }
  }

  /// A byte, or the one behind the backslash that it is.
  private static func member(_ byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt8? {
    byte == FTPGlob.backslash ? rest.popFirst() : byte
  }

  /// The end of a range, of which the start was just taken; nil where it is none.
  private static func upperBound(of text: inout ArraySlice<UInt8>) -> UInt8? {
    var rest = text
    guard rest.popFirst() == .hyphen, let byte = rest.popFirst(), byte != UInt8(ascii: "]"),
      let high = member(byte, &rest)
    else { return nil }
    text = rest
    return high
  }
}
