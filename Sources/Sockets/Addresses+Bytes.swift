internal import SocketAddresses

extension IPv4Address {
  /// The four octets, in the order of the network.
  var bytes: [UInt8] {
    unsafe octets.span.bytes.copied()
  }

  /// Reads four octets; nil where there are fewer.
  init?(bytes: RawSpan) {
    guard bytes.byteCount >= 4 else { return nil }
    self.init(bits: UInt32(bigEndian: bytes.native(UInt32.self, at: 0)))
  }
}

extension IPv6Address {
  /// The sixteen octets, in the order of the network.
  var bytes: [UInt8] {
    unsafe octets.span.bytes.copied()
  }

  /// Reads sixteen octets; nil where there are fewer.
  init?(bytes: RawSpan) {
    guard bytes.byteCount >= 16 else { return nil }
    self.init(
      high: UInt64(bigEndian: bytes.native(UInt64.self, at: 0)),
      low: UInt64(bigEndian: bytes.native(UInt64.self, at: 8))
    )
  }
}
