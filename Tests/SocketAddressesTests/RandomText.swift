import TestSupport

extension SeededGenerator {
  /// The text with up to three characters inserted, removed, replaced or doubled.
  ///
  /// What comes out is near the border between good and bad, where parsers go wrong.
  mutating func mutation(of text: String, alphabet: [Unicode.Scalar]) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<Int.random(in: 0...3, using: &self) {
      let position = Int.random(in: 0...scalars.count, using: &self)
      let scalar = alphabet.randomElement(using: &self) ?? "0"
      switch Int.random(in: 0..<4, using: &self) {
      case 0 where position < scalars.count: scalars[position] = scalar
      case 1 where position < scalars.count: scalars.remove(at: position)
      case 2 where position < scalars.count: scalars.insert(scalars[position], at: position)
      default: scalars.insert(scalar, at: position)
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// 128 bits in which runs of zeros and ones are as likely as anything else.
  mutating func sparseBits() -> UInt128 {
    var bits: UInt128 = 0
    for _ in 0..<8 {
      let segment: UInt16 =
        switch Int.random(in: 0..<5, using: &self) {
        case 0: UInt16(truncatingIfNeeded: next())
        case 1: 0xffff
        case 2: UInt16.random(in: 0...0x1f, using: &self)
        default: 0
        }
      bits = bits << 16 | UInt128(segment)
    }
    return bits
  }
}
