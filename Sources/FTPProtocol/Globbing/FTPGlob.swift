/// A pattern of names, as the last part of NLST's path may be one: `*.bin`.
///
/// `*` is any text, `?` one character, `[a-z]` one of a set, `[!a-z]` or `[^a-z]` one that is not
/// in it, `\` takes the next byte as it is. A name that begins with a point is matched only by a
/// pattern that begins with one. A bracket that is not closed is a bracket.
///
/// Each part of the pattern has a bit. A name is matched in one pass over its bytes, whatever the
/// pattern: each byte moves all places that the pattern can be at.
package struct FTPGlob: Hashable, Sendable {
  /// The parts that each byte matches.
  private var matching = [UInt128](repeating: 0, count: 256)
  /// The places that any byte may be read at without going on: those behind a star.
  private var loops: UInt128 = 0
  /// The places behind a part that matches a character, which may have more bytes.
  private var continuations: UInt128 = 0
  /// The place behind the last part.
  private var end = 0
  /// Whether the pattern begins with a point.
  private let beginsWithPoint: Bool

  /// A pattern.
  ///
  /// - Parameter pattern: nil comes of one of more than `FTPLimits.patternBytesMax` bytes or
  ///   `FTPLimits.patternPartsMax` parts, and of one with a slash, or with a set of other bytes
  ///   than ASCII.
  package init?(_ pattern: [UInt8]) {
    guard pattern.count <= FTPLimits.patternBytesMax, !pattern.contains(.slash) else { return nil }
    beginsWithPoint = pattern.first == .period || pattern.starts(with: [Self.backslash, .period])
    var rest = pattern[...]
    while let byte = rest.popFirst() {
      guard end < FTPLimits.patternPartsMax || byte == Self.star else { return nil }
      switch byte {
      case Self.star: loops |= 1 << UInt128(end)
      case .questionMark: addCharacter { _ in true }
      case Self.bracket:
        guard let set = FTPGlobSet(takenFrom: &rest) else {
          addByte(byte)
          continue
        }
        guard set.isASCII else { return nil }
        addCharacter(set.contains)
      case Self.backslash: addByte(rest.popFirst() ?? byte)
      default: addByte(byte)
      }
    }
  }

  /// Whether a name matches, byte for byte: no case and no encoding is folded.
  ///
  /// - Parameter name: one without a path.
  /// - Returns: whether all of it does.
  package func matches(_ name: [UInt8]) -> Bool {
    var places: UInt128 = 1
    var isFirst = true
    for byte in name {
      if isFirst && byte == .period && !beginsWithPoint { return false }
      isFirst = false
      let moved = (places & matching[Int(byte)]) << 1
      let stays = Self.continues(byte) ? loops | continuations : loops
      places = moved | places & stays
      if places == 0 { return false }
    }
    return places & 1 << UInt128(end) != 0
  }

  private mutating func addByte(_ byte: UInt8) {
    matching[Int(byte)] |= 1 << UInt128(end)
    end += 1
  }

  /// Adds a part that matches the first byte of characters, whose others may follow.
  private mutating func addCharacter(_ contains: (UInt8) -> Bool) {
    for byte in UInt8.min...UInt8.max where !Self.continues(byte) && contains(byte) {
      matching[Int(byte)] |= 1 << UInt128(end)
    }
    end += 1
    continuations |= 1 << UInt128(end)
  }

  /// Whether a byte is one of a character of UTF-8 that is not its first.
  private static func continues(_ byte: UInt8) -> Bool {
    byte & 0xC0 == 0x80
  }

  static let star = UInt8(ascii: "*")
  static let bracket = UInt8(ascii: "[")
  static let backslash = UInt8(ascii: "\\")
}

extension FTPGlob {
  /// Whether a text is a pattern and not just a name: whether it has a star, a question mark or a
  /// bracket.
  ///
  /// - Parameter text: the last part of a path.
  /// - Returns: whether it has one without a backslash before it.
  package static func isPattern(_ text: [UInt8]) -> Bool {
    var isEscaped = false
    for byte in text {
      if !isEscaped && (byte == star || byte == .questionMark || byte == bracket) { return true }
      isEscaped = byte == backslash && !isEscaped
    }
    return false
  }
}
