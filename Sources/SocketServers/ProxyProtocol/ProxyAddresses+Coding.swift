internal import SocketAddresses

// As they stand in a block of version 2: source, destination, and the ports of both.
extension ProxyAddresses {
  /// Reads the addresses that a block begins with; the caller has checked that they are there.
  init(_ transport: Transport, _ kind: ProxyFamily.Addresses, _ block: RawSpan) {
    let length = kind.addressBytes
    let source = block.extracting(first: length)
    let destination = block.extracting(droppingFirst: length).extracting(first: length)
    guard kind != .unix else {
      self.init(unchecked: transport, Self.unix(source), Self.unix(destination))
      return
    }
    let ports = block.extracting(droppingFirst: 2 * length)
    self.init(
      unchecked: transport,
      SocketAddress(Self.ip(source), port: ports.networkUInt16(at: 0)),
      SocketAddress(Self.ip(destination), port: ports.networkUInt16(at: 2))
    )
  }

  /// Which kind of addresses they are.
  var kind: ProxyFamily.Addresses {
    switch source.family {
    case .inet: .inet
    case .inet6: .inet6
    default: .unix
    }
  }

  /// As they stand in a block.
  var encoded: [UInt8] {
    let ends = [source, destination]
    guard kind != .unix else { return ends.flatMap(Self.path) }
    let ports = ends.map { $0.port ?? 0 }
    return ends.flatMap(Self.octets)
      + ports.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
  }

  private static func ip(_ bytes: RawSpan) -> IPAddress {
    bytes.byteCount == 4
      ? .v4(IPv4Address(bits: UInt32(bigEndian: bytes.load(at: 0, as: UInt32.self))))
      : .v6(IPv6Address(bits: UInt128(bigEndian: bytes.load(at: 0, as: UInt128.self))))
  }

  private static func octets(_ address: SocketAddress) -> [UInt8] {
    switch address.ip {
    case .v4(let address): address.octets.indices.map { address.octets[$0] }
    case .v6(let address): address.octets.indices.map { address.octets[$0] }
    case nil: []
    }
  }

  /// The address in `sun_path`: a path up to its first NUL; an abstract name after a NUL, up to
  /// those at the end; nothing but NUL is no name.
  private static func unix(_ bytes: RawSpan) -> SocketAddress {
    let path = bytes.array
    let end = path.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    let address = try? SocketAddress(family: .unix, bytes: Array(path[..<end]))
    // As many bytes as `sun_path` has are always an address.
    return address ?? SocketAddress(UnixAddress.unnamed)
  }

  private static func path(_ address: SocketAddress) -> [UInt8] {
    let bytes = address.bytes
    let length = ProxyFamily.Addresses.unix.addressBytes
    return bytes + [UInt8](repeating: 0, count: max(0, length - bytes.count))
  }
}
