// The ranges are those of IANA's "IPv4 Special-Purpose Address Registry" and of the RFCs named.

extension IPv4Address {
  /// Whether this is 0.0.0.0, which stands for "any address" or "none yet".
  public var isUnspecified: Bool { bits == 0 }

  /// Whether the address is in 127.0.0.0/8, the machine itself (RFC 1122 §3.2.1.3).
  public var isLoopback: Bool { isWithin(Self(127, 0, 0, 0), 8) }

  /// Whether the address is for private networks: 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16
  /// (RFC 1918).
  public var isPrivate: Bool {
    isWithin(Self(10, 0, 0, 0), 8) || isWithin(Self(172, 16, 0, 0), 12)
      || isWithin(Self(192, 168, 0, 0), 16)
  }

  /// Whether the address is in 169.254.0.0/16, valid on one link only (RFC 3927).
  public var isLinkLocal: Bool { isWithin(Self(169, 254, 0, 0), 16) }

  /// Whether the address is a group of receivers, in 224.0.0.0/4 (RFC 1112).
  public var isMulticast: Bool { isWithin(Self(224, 0, 0, 0), 4) }

  /// Whether this is 255.255.255.255, everyone on the local network (RFC 919).
  ///
  /// The broadcast address of a single network depends on its mask: ``IPNetwork/lastAddress``.
  public var isBroadcast: Bool { bits == .max }

  /// Whether the address is in 100.64.0.0/10, shared between a provider and its customers behind
  /// carrier-grade translation (RFC 6598).
  public var isShared: Bool { isWithin(Self(100, 64, 0, 0), 10) }

  /// Whether the address is for examples in texts: 192.0.2.0/24, 198.51.100.0/24 or 203.0.113.0/24
  /// (RFC 5737).
  public var isDocumentation: Bool {
    isWithin(Self(192, 0, 2, 0), 24) || isWithin(Self(198, 51, 100, 0), 24)
      || isWithin(Self(203, 0, 113, 0), 24)
  }

  /// Whether the address is in 198.18.0.0/15, for measurements between two networks (RFC 2544).
  public var isBenchmarking: Bool { isWithin(Self(198, 18, 0, 0), 15) }

  /// Whether the address is in 240.0.0.0/4, kept for the future (RFC 1112 §4).
  ///
  /// The broadcast address is within.
  public var isReserved: Bool { isWithin(Self(240, 0, 0, 0), 4) }

  /// Whether the address is valid in the whole internet, as far as its number tells.
  ///
  /// An address is global unless the registry lists it as not globally reachable. This includes
  /// groups (224.0.0.0/4), which the registry does not list. It says nothing about whether the
  /// address is in use or can be reached.
  public var isGlobal: Bool {
    if isWithin(Self(192, 0, 0, 0), 24) { return isProtocolAnycast }
    return !isWithin(.any, 8) && !isLoopback && !isPrivate && !isLinkLocal && !isShared
      && !isDocumentation && !isBenchmarking && !isReserved
  }

  /// Whether this is one of the two addresses in 192.0.0.0/24, the range for protocol assignments,
  /// that are globally reachable: PCP anycast (RFC 7723) and TURN anycast (RFC 8155).
  private var isProtocolAnycast: Bool {
    self == Self(192, 0, 0, 9) || self == Self(192, 0, 0, 10)
  }

  private func isWithin(_ network: Self, _ prefixLength: Int) -> Bool {
    (bits ^ network.bits) >> UInt32(32 - prefixLength) == 0
  }
}
