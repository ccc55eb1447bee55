/// Family and transport of a block of version 2, in one byte of two halves (§2.2).
struct ProxyFamily: Hashable, Sendable {
  /// Which addresses a block begins with.
  enum Addresses: UInt8 {
    case unspecified = 0
    case inet = 1
    case inet6 = 2
    case unix = 3

    /// Bytes of one address, without its port; that of Unix is all of `sun_path`.
    var addressBytes: Int {
      switch self {
      case .unspecified: 0
      case .inet: 4
      case .inet6: 16
      case .unix: 108
      }
    }

    /// Bytes of both addresses and their ports.
    var byteCount: Int {
      switch self {
      case .unspecified, .unix: 2 * addressBytes
      case .inet, .inet6: 2 * (addressBytes + 2)
      }
    }
  }

  /// A block whose addresses do not count.
  static let unspecified = ProxyFamily(addresses: .unspecified, transport: nil)

  var addresses: Addresses
  /// Nil where it is unspecified.
  var transport: ProxyAddresses.Transport?

  init(addresses: Addresses, transport: ProxyAddresses.Transport?) {
    self.addresses = addresses
    self.transport = transport
  }

  /// - Throws: `.unsupportedFamily`.
  init(_ byte: UInt8) throws(ProxyHeaderError) {
    guard let addresses = Addresses(rawValue: byte >> 4) else { throw .unsupportedFamily(byte) }
    self.addresses = addresses
    switch byte & 0x0f {
    case 0: transport = nil
    case 1: transport = .stream
    case 2: transport = .datagram
    default: throw .unsupportedFamily(byte)
    }
  }

  var byte: UInt8 {
    let low: UInt8 =
      switch transport {
      case nil: 0
      case .stream: 1
      case .datagram: 2
      }
    return addresses.rawValue << 4 | low
  }

  /// Whether the block has addresses that count.
  var isSpecified: Bool { addresses != .unspecified && transport != nil }
}
