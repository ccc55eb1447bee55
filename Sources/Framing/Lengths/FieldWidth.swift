/// How many bytes a number has on its way, such as a length or a tag.
public enum FieldWidth: Hashable, Sendable, CaseIterable {
  /// One byte: 0 to 255.
  case one
  /// Two bytes: to 65 535.
  case two
  /// Three bytes: to 16 777 215.
  case three
  /// Four bytes: to 4 294 967 295.
  case four
  /// Eight bytes: to 18 446 744 073 709 551 615.
  case eight
  /// One to ten bytes with seven bits each, the lowest first, of which all but the last have their
  /// highest bit set: LEB128, the *varint* of protocol buffers.
  ///
  /// The shortest form is written; longer ones are read as well, up to ten bytes and 64 bits.
  case varint
  /// One byte up to 127; for more a byte that is 128 and how many bytes follow, one to eight, with
  /// the number in them, the highest first: the length of BER (X.690, 8.1.3), in its definite form.
  ///
  /// The shortest form is written; longer ones are read as well, up to eight bytes.
  case definite

  /// The largest number that fits.
  public var maximum: UInt64 {
    guard let byteCount else { return .max }
    return .max >> UInt64(64 - 8 * byteCount)
  }

  /// How many bytes it has; nil where that depends on the number.
  var byteCount: Int? {
    switch self {
    case .one: 1
    case .two: 2
    case .three: 3
    case .four: 4
    case .eight: 8
    case .varint, .definite: nil
    }
  }
}
