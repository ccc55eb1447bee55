/// A type-length-value vector as it is written: a byte, a number of 16 bits, as many bytes.
struct ProxyVector: Hashable, Sendable {
  static let applicationProtocol: UInt8 = 0x01
  static let authority: UInt8 = 0x02
  static let checksum: UInt8 = 0x03
  static let padding: UInt8 = 0x04
  static let uniqueID: UInt8 = 0x05
  static let tls: UInt8 = 0x20
  static let networkNamespace: UInt8 = 0x30

  /// Bytes before the value.
  static let prefixBytes = 3

  var type: UInt8
  var value: [UInt8]

  /// The bytes of it; of a value that is longer than 65,535 bytes the length is cut, which whoever
  /// writes a header finds out by the length of the whole.
  var encoded: [UInt8] {
    [type, UInt8(truncatingIfNeeded: value.count >> 8), UInt8(truncatingIfNeeded: value.count)]
      + value
  }
}

extension RawSpan {
  /// Calls `body` for each vector that the bytes consist of, with where its value lies.
  ///
  /// - Throws: `.cutExtension` where they end within one; what `body` throws.
  func forEachProxyVector(
    _ body: (_ type: UInt8, _ value: Range<Int>) throws(ProxyHeaderError) -> Void
  ) throws(ProxyHeaderError) {
    var offset = 0
    while offset < byteCount {
      let start = offset + ProxyVector.prefixBytes
      guard start <= byteCount else { throw .cutExtension }
      let end = start + Int(networkUInt16(at: offset + 1))
      guard end <= byteCount else { throw .cutExtension }
      try body(load(at: offset, as: UInt8.self), start..<end)
      offset = end
    }
  }

  /// The number of 16 bits in network order at the offset, which the caller has checked.
  func networkUInt16(at offset: Int) -> UInt16 {
    UInt16(bigEndian: load(at: offset, as: UInt16.self))
  }
}
