/// The checksum of SCTP (RFC 4960 appendix B): a CRC of 32 bits with Castagnoli's polynomial, bits
/// reflected.
package struct CRC32C {
  /// Bytes of a checksum.
  static let byteCount = 4

  /// The polynomial 0x1EDC6F41 with its bits in reverse.
  private static let polynomial: UInt32 = 0x82f6_3b78

  /// What a byte comes to.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in
      rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ polynomial
    }
  }

  private var state = UInt32.max

  /// The checksum of no bytes.
  package init() {}

  /// The checksum of the bytes so far.
  package var value: UInt32 { ~state }

  /// Takes a byte more.
  package mutating func append(_ byte: UInt8) {
    let index = Int(UInt8(truncatingIfNeeded: state) ^ byte)
    state = state >> 8 ^ Self.table[index]
  }

  /// The checksum of a header, in which the four bytes of the checksum count as zero.
  ///
  /// - Parameters:
  ///   - header: the whole header.
  ///   - offset: where the four bytes are.
  /// - Returns: the checksum.
  static func checksum(of header: RawSpan, zeroAt offset: Int) -> UInt32 {
    let zero = offset..<(offset + byteCount)
    var checksum = CRC32C()
    for index in header.byteOffsets {
      checksum.append(zero.contains(index) ? 0 : header.load(at: index, as: UInt8.self))
    }
    return checksum.value
  }
}
