internal import SocketAddresses

// Version 2 (§2.2). Errors are found in the order of the bytes that they are in, so that it is the
// same one whether the bytes come at once or one by one.
extension ProxyHeader {
  /// Version and command `LOCAL`.
  static let localCommand: UInt8 = 0x20
  /// Version and command `PROXY`.
  static let proxyCommand: UInt8 = 0x21

  /// Reads a header whose signature, as far as it has come, is right.
  static func decodeBinary(
    _ bytes: RawSpan,
    _ blockBytesMax: Int
  ) throws(ProxyHeaderError) -> ProxyHeaderDecoding {
    let family = try family(bytes)
    guard bytes.byteCount >= prefixBytes else {
      return .needsMore(byteCount: prefixBytes - bytes.byteCount)
    }
    let blockBytes = Int(bytes.networkUInt16(at: prefixBytes - 2))
    guard blockBytes <= blockBytesMax else {
      throw .blockTooLong(byteCount: blockBytes, limit: max(0, blockBytesMax))
    }
    // Of a command that is not about a client not even the family counts.
    if let family, family.isSpecified, blockBytes < family.addresses.byteCount {
      throw .blockTooShort(byteCount: blockBytes)
    }
    let count = prefixBytes + blockBytes
    guard bytes.byteCount >= count else { return .needsMore(byteCount: count - bytes.byteCount) }
    let content = try content(bytes.extracting(first: count), family)
    return .header(ProxyHeader(.two, content), byteCount: count)
  }

  /// What the block is of, once that has come; nil for `LOCAL`.
  private static func family(_ bytes: RawSpan) throws(ProxyHeaderError) -> ProxyFamily? {
    guard bytes.byteCount > blockSignature.count else { return nil }
    let command = bytes.load(at: blockSignature.count, as: UInt8.self)
    guard command >> 4 == Version.two.rawValue else { throw .unsupportedVersion(command >> 4) }
    guard command == localCommand || command == proxyCommand else {
      throw .unsupportedCommand(command & 0x0f)
    }
    guard command == proxyCommand, bytes.byteCount > blockSignature.count + 1 else { return nil }
    return try ProxyFamily(bytes.load(at: blockSignature.count + 1, as: UInt8.self))
  }

  /// What a whole header says.
  private static func content(
    _ header: RawSpan,
    _ family: ProxyFamily?
  ) throws(ProxyHeaderError) -> Content {
    guard let family else { return .local }
    guard family.isSpecified, let transport = family.transport else { return .unknown }
    let block = header.extracting(droppingFirst: prefixBytes)
    let start = prefixBytes + family.addresses.byteCount
    return .relayed(
      ProxyAddresses(transport, family.addresses, block),
      extensions: try extensions(header, from: start)
    )
  }

  /// Reads what follows the addresses.
  private static func extensions(
    _ header: RawSpan,
    from start: Int
  ) throws(ProxyHeaderError) -> [ProxyExtension] {
    var extensions: [ProxyExtension] = []
    var checksumOffset: Int?
    let rest = header.extracting(droppingFirst: start)
    try rest.forEachProxyVector { type, range throws(ProxyHeaderError) in
      let found = try ProxyExtension(type: type, value: rest.extracting(range))
      if found == .checksum {
        guard checksumOffset == nil else { throw .severalChecksums }
        checksumOffset = start + range.lowerBound
      }
      extensions.append(found)
    }
    if let checksumOffset {
      let told = UInt32(bigEndian: header.load(at: checksumOffset, as: UInt32.self))
      guard told == CRC32C.checksum(of: header, zeroAt: checksumOffset) else {
        throw .wrongChecksum
      }
    }
    return extensions
  }
}
