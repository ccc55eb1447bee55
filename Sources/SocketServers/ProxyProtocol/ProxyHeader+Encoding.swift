internal import SocketAddresses

extension ProxyHeader {
  /// The longest block that version 2 can write, in bytes.
  public static let blockBytesMax = 65_535

  /// The header as it is sent, before anything else and at once.
  ///
  /// Some receivers take no more than 536 bytes (§2), and not this library's own by default more
  /// than `blockBytesMaxDefault` in a block.
  ///
  /// - Returns: the bytes.
  /// - Throws: `.notInVersionOne`, `.tooLong`, `.severalChecksums`.
  public func encoded() throws(ProxyEncodingError) -> [UInt8] {
    switch version {
    case .one: try encodedLine()
    case .two: try encodedBinary()
    }
  }

  private func encodedLine() throws(ProxyEncodingError) -> [UInt8] {
    switch content {
    case .local: throw .notInVersionOne
    case .unknown: return Array("PROXY UNKNOWN\r\n".utf8)
    case .relayed(let addresses, let extensions):
      guard extensions.isEmpty, addresses.transport == .stream, addresses.kind != .unix,
        let source = addresses.source.ip, let sourcePort = addresses.source.port,
        let destination = addresses.destination.ip, let port = addresses.destination.port
      else { throw .notInVersionOne }
      let transport = addresses.kind == .inet ? "TCP4" : "TCP6"
      return Array("PROXY \(transport) \(source) \(destination) \(sourcePort) \(port)\r\n".utf8)
    }
  }

  private func encodedBinary() throws(ProxyEncodingError) -> [UInt8] {
    switch content {
    case .local:
      return try Self.binary(Self.localCommand, .unspecified, [])
    case .unknown:
      return try Self.binary(Self.proxyCommand, .unspecified, [])
    case .relayed(let addresses, let extensions):
      let family = ProxyFamily(addresses: addresses.kind, transport: addresses.transport)
      var block = addresses.encoded
      var checksumOffset: Int?
      for vector in extensions.map(\.vector) {
        if vector.type == ProxyVector.checksum {
          guard checksumOffset == nil else { throw .severalChecksums }
          checksumOffset = Self.prefixBytes + block.count + ProxyVector.prefixBytes
        }
        block += vector.encoded
      }
      var header = try Self.binary(Self.proxyCommand, family, block)
      if let checksumOffset { Self.fillChecksum(&header, at: checksumOffset) }
      return header
    }
  }

  private static func binary(
    _ command: UInt8,
    _ family: ProxyFamily,
    _ block: [UInt8]
  ) throws(ProxyEncodingError) -> [UInt8] {
    guard block.count <= blockBytesMax else { throw .tooLong(byteCount: block.count) }
    let length = [
      UInt8(truncatingIfNeeded: block.count >> 8), UInt8(truncatingIfNeeded: block.count),
    ]
    return blockSignature + [command, family.byte] + length + block
  }

  private static func fillChecksum(_ header: inout [UInt8], at offset: Int) {
    // SAFETY: all bytes of an array are initialised, and there is no padding between them.
    let checksum = unsafe CRC32C.checksum(of: header.span.bytes, zeroAt: offset)
    for index in 0..<CRC32C.byteCount {
      header[offset + index] = UInt8(truncatingIfNeeded: checksum >> (24 - 8 * index))
    }
  }
}
