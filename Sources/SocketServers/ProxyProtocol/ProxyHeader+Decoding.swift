internal import SocketAddresses

extension ProxyHeader {
  /// The bytes that version 1 begins with.
  static let lineSignature = Array("PROXY ".utf8)
  /// The bytes that version 2 begins with.
  static let blockSignature: [UInt8] = [
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a,
  ]
  /// The shortest header: `PROXY UNKNOWN` and the end of a line.
  static let bytesMin = 15

  /// Reads a header from the bytes that have come so far.
  ///
  /// It is decided at the first byte that is wrong, however the bytes come: who speaks another
  /// protocol is found out by its first. Nothing is kept between calls; each looks at all again.
  ///
  /// - Parameters:
  ///   - bytes: from the start of the connection, or of the datagram.
  ///   - blockBytesMax: the longest block of version 2 that is taken, in bytes.
  /// - Returns: the header and its length, or how much is missing at least.
  /// - Throws: why there is no header. A datagram that lacks bytes is malformed as well.
  public static func decode(
    _ bytes: RawSpan,
    blockBytesMax: Int = blockBytesMaxDefault
  ) throws(ProxyHeaderError) -> ProxyHeaderDecoding {
    guard bytes.byteCount > 0 else { return .needsMore(byteCount: bytesMin) }
    switch bytes.load(at: 0, as: UInt8.self) {
    case lineSignature[0]:
      try check(bytes, beginsWith: lineSignature)
      return try decodeLine(bytes)
    case blockSignature[0]:
      try check(bytes, beginsWith: blockSignature)
      return try decodeBinary(bytes, blockBytesMax)
    default:
      throw .otherProtocol
    }
  }

  /// Compares as many bytes as there are.
  private static func check(
    _ bytes: RawSpan,
    beginsWith signature: [UInt8]
  ) throws(ProxyHeaderError) {
    for index in 0..<min(bytes.byteCount, signature.count)
    where bytes.load(at: index, as: UInt8.self) != signature[index] {
      throw .otherProtocol
    }
  }
}
