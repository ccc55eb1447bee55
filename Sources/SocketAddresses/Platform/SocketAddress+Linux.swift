// The layout of Linux's struct sockaddr, which begins with the family: 16 bits in host byte order,
// and no length. Numbers are offsets in bytes. Ports, addresses and flow labels are in network byte
// order, the scope id in that of the host.
//
//                family  port  flow  address  scope  zeros  size
//   sockaddr_in       0     2            4               8    16
//   sockaddr_in6      0     2     4      8       24           28
//   sockaddr_un       0     2: sun_path, 108 bytes       up to 110

extension SocketAddress {
  /// Where the bytes after the family field begin.
  static let payloadOffset = 2

  /// Writes the kernel's form over zeros and returns its number of bytes.
  @usableFromInline
  func encode(into storage: inout EncodedBytes) -> Int {
    storage.store(UInt16(truncatingIfNeeded: family.rawValue).bigEndian, at: 0)
    switch self.storage {
    case .inet(let address, let port):
      storage.store(port, at: 2)
      storage.store(address.bits, at: 4)
      return Storage.inetCount
    case .inet6(let address, let port, let scopeID, let flowInformation):
      storage.store(port, at: 2)
      storage.store(flowInformation, at: 4)
      storage.store(address.high, at: 8)
      storage.store(address.low, at: 16)
      storage.store(scopeID.bigEndian, at: 24)
      return Storage.inet6Count
    case .unix(let address):
      return storage.store(address.payload, at: Self.payloadOffset)
    case .other(_, let bytes):
      return storage.store(bytes, at: Self.payloadOffset)
    }
  }
}

extension SocketAddress.Storage {
  /// The size of `struct sockaddr_in`.
  static let inetCount = 16

  /// The size of `struct sockaddr_in6`.
  static let inet6Count = 28

  /// Reads the kernel's form: the inverse of `encode(into:)`.
  init?(encoded bytes: RawSpan) {
    guard bytes.byteCount >= SocketAddress.payloadOffset,
      bytes.byteCount <= SocketAddress.encodedBytesMax
    else { return nil }
    let family = AddressFamily(rawValue: Int32(bytes.load(at: 0, as: UInt16.self)))
    switch family {
    case .inet:
      self.init(inet: bytes)
    case .inet6:
      self.init(inet6: bytes)
    case .unix:
      let payload = bytes.extracting(droppingFirst: SocketAddress.payloadOffset)
      guard let address = UnixAddress(payload: payload) else { return nil }
      self = .unix(address)
    default:
      self = .other(family, bytes.extracting(droppingFirst: SocketAddress.payloadOffset).array)
    }
  }

  private init?(inet bytes: RawSpan) {
    guard bytes.byteCount >= Self.inetCount else { return nil }
    self = .inet(
      IPv4Address(bits: UInt32(bigEndian: bytes.load(at: 4, as: UInt32.self))),
      port: UInt16(bigEndian: bytes.load(at: 2, as: UInt16.self))
    )
  }

  private init?(inet6 bytes: RawSpan) {
    guard bytes.byteCount >= Self.inet6Count else { return nil }
    self = .inet6(
      IPv6Address(
        high: UInt64(bigEndian: bytes.load(at: 8, as: UInt64.self)),
        low: UInt64(bigEndian: bytes.load(at: 16, as: UInt64.self))
      ),
      port: UInt16(bigEndian: bytes.load(at: 2, as: UInt16.self)),
      scopeID: bytes.load(at: 24, as: UInt32.self),
      flowInformation: UInt32(bigEndian: bytes.load(at: 4, as: UInt32.self))
    )
  }
}

extension SocketAddress.EncodedBytes {
  /// Writes the number in network byte order; a number in host order is passed as its `bigEndian`.
  @inline(__always)
  fileprivate mutating func store<Value: FixedWidthInteger>(_ value: Value, at offset: Int) {
    let count = Value.bitWidth / 8
    for index in 0..<count {
      self[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - index)))
    }
  }

  /// Writes the bytes and returns where they end.
  ///
  /// The types have made sure that there is room.
  fileprivate mutating func store(_ bytes: [UInt8], at offset: Int) -> Int {
    for index in bytes.indices {
      self[offset + index] = bytes[index]
    }
    return offset + bytes.count
  }
}
