// The ranges are those of IANA's "IPv6 Special-Purpose Address Registry" and of the RFCs named.

extension IPv6Address {
  /// Whether this is `::`, which stands for "any address" or "none yet".
  public var isUnspecified: Bool { self == .any }

  /// Whether this is `::1`.
  ///
  /// The mapped form of an IPv4 loopback address is not: ask ``IPAddress/isLoopback`` to have it
  /// looked at as IPv4.
  public var isLoopback: Bool { self == .loopback }

  /// Whether the address is a group of receivers, in `ff00::/8` (RFC 4291 §2.7).
  public var isMulticast: Bool { isWithin(0xff00, prefixLength: 8) }

  /// Whether the address is in `fe80::/10`, valid on one link only and meaningless without a scope
  /// id (RFC 4291 §2.5.6).
  public var isLinkLocal: Bool { isWithin(0xfe80, prefixLength: 10) }

  /// Whether the address is for private networks, in `fc00::/7` (RFC 4193).
  public var isUniqueLocal: Bool { isWithin(0xfc00, prefixLength: 7) }

  /// Whether the address is for examples in texts: `2001:db8::/32` (RFC 3849) or `3fff::/20`
  /// (RFC 9637).
  public var isDocumentation: Bool {
    isWithin(0x2001, 0xdb8, prefixLength: 32) || isWithin(0x3fff, prefixLength: 20)
  }

  /// Whether the address is in `2001:2::/48`, for measurements between two networks (RFC 5180).
  public var isBenchmarking: Bool { isWithin(0x2001, 2, prefixLength: 48) }

  /// Whether the address is an IPv4 address in IPv6, in `::ffff:0:0/96` (RFC 4291 §2.5.5.2).
  public var isIPv4Mapped: Bool { high == 0 && low >> 32 == 0xffff }

  /// Whether the address is valid in the whole internet, as far as its number tells.
  ///
  /// An address is global unless the registry lists it, or the range it is in, as not globally
  /// reachable; 6to4 (`2002::/16`) and Teredo (`2001::/32`), for which the registry leaves this
  /// open, are not global either. Groups, which the registry does not list, are global here and
  /// have a ``multicastScope``. It says nothing about whether the address is in use or can be
  /// reached.
  public var isGlobal: Bool {
    if isWithin(0x2001, prefixLength: 23) { return isReachableProtocolAssignment }
    return !isUnspecified && !isLoopback && !isIPv4Mapped && !isLinkLocal && !isUniqueLocal
      && !isDocumentation
      && !isWithin(0x64, 0xff9b, 1, prefixLength: 48)  // Local translation, RFC 8215.
      && !isWithin(0x100, prefixLength: 64)  // Discard only, RFC 6666.
      && !isWithin(0x100, 0, 0, 1, prefixLength: 64)  // Dummy prefix, RFC 9780.
      && !isWithin(0x2002, prefixLength: 16)  // 6to4, RFC 3056.
      && !isWithin(0x5f00, prefixLength: 16)  // Segment routing, RFC 9602.
  }

  /// How far a packet to this group travels, `nil` if the address is not a group.
  public var multicastScope: MulticastScope? {
    isMulticast ? MulticastScope(rawValue: UInt8(truncatingIfNeeded: high >> 48 & 0xf)) : nil
  }

  /// The parts of `2001::/23`, the range for protocol assignments, that are globally reachable.
  private var isReachableProtocolAssignment: Bool {
    let isAnycast = high == 0x2001_0001_0000_0000 && (1...3).contains(low)
    return isAnycast  // PCP, TURN and service registration: RFC 7723, RFC 8155, RFC 9665.
      || isWithin(0x2001, 3, prefixLength: 32)  // Multicast tunnels, RFC 7450.
      || isWithin(0x2001, 4, 0x112, prefixLength: 48)  // AS112, RFC 7535.
      || isWithin(0x2001, 0x20, prefixLength: 28)  // ORCHIDv2, RFC 7343.
      || isWithin(0x2001, 0x30, prefixLength: 28)  // Drone identifiers, RFC 9374.
  }

  /// Whether the first bits, at most 64, are those of `a:b:c:d::`.
  private func isWithin(
    _ a: UInt16,
    _ b: UInt16 = 0,
    _ c: UInt16 = 0,
    _ d: UInt16 = 0,
    prefixLength: Int
  ) -> Bool {
    let network = Self(a, b, c, d, 0, 0, 0, 0)
    return (high ^ network.high) >> UInt64(64 - prefixLength) == 0
  }
}
