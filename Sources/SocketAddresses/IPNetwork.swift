/// All IP addresses that begin with the same bits: `10.0.0.0/8`, `2001:db8::/32` (CIDR, RFC 4632).
///
/// The first address has no bits set after the prefix; text that has some (`10.1.2.3/8`) is
/// refused, as it is usually a mistake, and ``init(containing:prefixLength:)`` is the door for an
/// address that is meant to be cut. Networks are ordered by their first address, larger ones first.
public struct IPNetwork: Hashable, Sendable {
  /// The first address: the one that names the network.
  public let firstAddress: IPAddress

  /// How many bits all addresses have in common: 0 to 32 for IPv4, 0 to 128 for IPv6.
  public let prefixLength: Int

  /// The network of the given first address.
  ///
  /// `nil` if the prefix length is not 0 to ``IPAddress/bitWidth``, or if the address has bits set
  /// after the prefix and so is not the first.
  public init?(address: IPAddress, prefixLength: Int) {
    self.init(containing: address, prefixLength: prefixLength)
    guard firstAddress == address else { return nil }
  }

  /// The network of the given size that contains the address: 10.1.2.3 and 8 make `10.0.0.0/8`.
  ///
  /// `nil` if the prefix length is not 0 to ``IPAddress/bitWidth``.
  public init?(containing address: IPAddress, prefixLength: Int) {
    guard (0...address.bitWidth).contains(prefixLength) else { return nil }
    self.firstAddress = address.lowest(prefixLength: prefixLength)
    self.prefixLength = prefixLength
  }

  /// The network that contains the address and has the given mask, as network interfaces tell both:
  /// 10.1.2.3 and 255.0.0.0 make `10.0.0.0/8`.
  ///
  /// `nil` if the two are of different families, or if the mask has a one after a zero.
  public init?(containing address: IPAddress, netmask: IPAddress) {
    guard address.family == netmask.family, let length = netmask.prefixLengthAsNetmask else {
      return nil
    }
    self.init(containing: address, prefixLength: length)
  }

  /// The network of one address: `/32` or `/128`.
  public init(_ address: IPAddress) {
    firstAddress = address
    prefixLength = address.bitWidth
  }

  /// ``AddressFamily/inet`` or ``AddressFamily/inet6``.
  public var family: AddressFamily { firstAddress.family }

  /// The last address.
  ///
  /// In an IPv4 network of more than two addresses it is the network's own broadcast address (RFC
  /// 919).
  public var lastAddress: IPAddress { firstAddress.highest(prefixLength: prefixLength) }

  /// The prefix as ones followed by zeros: 255.0.0.0 for a length of 8.
  public var netmask: IPAddress { .netmask(prefixLength: prefixLength, like: firstAddress) }

  /// The IPv4 network if this is one in its mapped form (`::ffff:10.0.0.0/104` is `10.0.0.0/8`),
  /// else the network itself.
  public var canonical: Self {
    guard case .v4 = firstAddress.canonical, family == .inet6, prefixLength >= 96 else {
      return self
    }
    return Self(unchecked: firstAddress.canonical, prefixLength: prefixLength - 96)
  }

  /// The caller has made sure that the address has no bits after a prefix of this length.
  init(unchecked address: IPAddress, prefixLength: Int) {
    firstAddress = address
    self.prefixLength = prefixLength
  }
}

extension IPNetwork: Comparable {
  /// Whether the first network begins at a lower address or, beginning at the same, is larger.
  public static func < (first: Self, second: Self) -> Bool {
    (first.firstAddress, first.prefixLength) < (second.firstAddress, second.prefixLength)
  }
}
