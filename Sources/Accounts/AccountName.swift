/// The name of an account or of a group: what a user types to log in.
///
/// 1 to 64 bytes of `A-Z a-z 0-9 . _ @ -`, the first of which is a letter, a digit or `_`. So no
/// name is a path, an option or a line of a log of its own. Names are compared byte by byte: `Ada`
/// and `ada` are two.
package struct AccountName: Hashable, Sendable {
  /// The name.
  package let text: String

  /// The name in the bytes of a text, as a client sends it; nil for all that is none.
  package init?(utf8 bytes: [UInt8]) {
    guard let first = bytes.first, bytes.count <= AccountLimits.nameBytesMax,
      Self.isFirst(first), bytes.allSatisfy(Self.isNext)
    else { return nil }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// The name written in a text; nil for all that is none.
  package init?(_ text: String) {
    self.init(utf8: Array(text.utf8.prefix(AccountLimits.nameBytesMax + 1)))
  }

  private static func isFirst(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isNext(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "-"): true
    default: isFirst(byte)
    }
  }
}

extension AccountName: Comparable {
  /// Whether the first comes before the second, in the order of their bytes.
  package static func < (first: Self, second: Self) -> Bool {
    first.text.utf8.lexicographicallyPrecedes(second.text.utf8)
  }
}

extension AccountName: CustomStringConvertible {
  /// The name.
  package var description: String { text }
}
