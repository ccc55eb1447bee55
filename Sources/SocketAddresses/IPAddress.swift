/// An IPv4 or an IPv6 address, without port and without zone.
///
/// All IPv4 addresses come before all IPv6 addresses; within a version they are ordered as numbers.
/// An IPv4 address and its mapped form (`::ffff:a.b.c.d`) are different values: compare
/// ``canonical`` where both mean the same peer.
public enum IPAddress: Hashable, Comparable, Sendable {
  /// An IPv4 address.
  case v4(IPv4Address)

  /// An IPv6 address.
  case v6(IPv6Address)

  /// The address whose bytes are given in network order: four bytes are an IPv4 address, sixteen
  /// an IPv6 address, `nil` for any other number.
  public init?(octets: some Collection<UInt8>) {
    switch octets.count {
    case 4:
      self = .v4(IPv4Address(bits: octets.reduce(0) { $0 << 8 | UInt32($1) }))
    case 16:
      self = .v6(IPv6Address(bits: octets.reduce(0) { $0 << 8 | UInt128($1) }))
    default:
      return nil
    }
  }

  /// ``AddressFamily/inet`` or ``AddressFamily/inet6``.
  public var family: AddressFamily {
    switch self {
    case .v4: .inet
    case .v6: .inet6
    }
  }

  /// The number of bits, 32 or 128: the longest prefix length.
  public var bitWidth: Int {
    switch self {
    case .v4: 32
    case .v6: 128
    }
  }

  /// The IPv4 address if this is its mapped form (`::ffff:a.b.c.d`), else the address itself.
  public var canonical: Self {
    guard case .v6(let address) = self, let ipv4 = address.embeddedIPv4 else { return self }
    return .v4(ipv4)
  }

  /// The address one higher in the same version, `nil` after the last.
  public var next: Self? {
    switch self {
    case .v4(let address): address.next.map(Self.v4)
    case .v6(let address): address.next.map(Self.v6)
    }
  }

  /// The address one lower in the same version, `nil` before the first.
  public var previous: Self? {
    switch self {
    case .v4(let address): address.previous.map(Self.v4)
    case .v6(let address): address.previous.map(Self.v6)
    }
  }

  /// The name under which the DNS keeps the reverse entry, ending in `in-addr.arpa` or `ip6.arpa`.
  public var reverseName: String {
    switch self {
    case .v4(let address): address.reverseName
    case .v6(let address): address.reverseName
    }
  }
}

extension IPAddress: LosslessStringConvertible {
  /// The address written as IPv4 or IPv6 by the rules of ``IPv4Address/init(_:)`` and
  /// ``IPv6Address/init(_:)``, `nil` for any other text.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    self.init(utf8: text.utf8.span)
  }

  /// The address written in the bytes of a text, by the same rules.
  ///
  /// Allocates nothing.
  public init?(utf8 text: Span<UInt8>) {
    if let address = IPv4Address(utf8: text) {
      self = .v4(address)
    } else if let address = IPv6Address(utf8: text) {
      self = .v6(address)
    } else {
      return nil
    }
  }

  /// The address in its canonical form, as `inet_ntop` writes it.
  public var description: String {
    switch self {
    case .v4(let address): address.description
    case .v6(let address): address.description
    }
  }
}
