/// ASCII letters in upper case.
enum UpperCase {
  /// The bytes with those of `a` to `z` turned into `A` to `Z`; all others, also those of other
  /// letters in UTF-8, stay.
  static func bytes(of bytes: RawSpan) -> [UInt8] {
    // SAFETY: the bytes are only read, and no further than the buffer says.
    unsafe bytes.withUnsafeBytes { bytes in unsafe bytes.map(uppercased) }
  }

  /// The same for an array.
  static func bytes(of bytes: [UInt8]) -> [UInt8] {
    bytes.map(uppercased)
  }

  private static func uppercased(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte ? byte & ~0x20 : byte
  }
}
