// Each question is put to `canonical`: an IPv4 peer of a dual-stack socket must not change its
// character, and so pass a filter, by being written as IPv6.

extension IPAddress {
  /// Whether this is 0.0.0.0 or `::`.
  ///
  /// A mapped IPv4 address is looked at as IPv4.
  public var isUnspecified: Bool { ask(\.isUnspecified, \.isUnspecified) }

  /// Whether this is the machine itself: 127.0.0.0/8 or `::1`.
  ///
  /// A mapped IPv4 address is looked at as IPv4.
  public var isLoopback: Bool { ask(\.isLoopback, \.isLoopback) }

  /// Whether the address is for private networks: ``IPv4Address/isPrivate`` (RFC 1918) or
  /// ``IPv6Address/isUniqueLocal`` (RFC 4193).
  ///
  /// A mapped IPv4 address is looked at as IPv4.
  public var isPrivate: Bool { ask(\.isPrivate, \.isUniqueLocal) }

  /// Whether the address is valid on one link only: 169.254.0.0/16 or `fe80::/10`.
  ///
  /// A mapped IPv4 address is looked at as IPv4.
  public var isLinkLocal: Bool { ask(\.isLinkLocal, \.isLinkLocal) }

  /// Whether the address is a group of receivers: 224.0.0.0/4 or `ff00::/8`.
  ///
  /// A mapped IPv4 address is looked at as IPv4.
  public var isMulticast: Bool { ask(\.isMulticast, \.isMulticast) }

  /// Whether the address is for examples in texts.
  ///
  /// A mapped IPv4 address is looked at as IPv4.
  public var isDocumentation: Bool { ask(\.isDocumentation, \.isDocumentation) }

  /// Whether the address is for measurements between two networks.
  ///
  /// A mapped IPv4 address is looked at as IPv4.
  public var isBenchmarking: Bool { ask(\.isBenchmarking, \.isBenchmarking) }

  /// Whether the address is valid in the whole internet, as far as its number tells:
  /// ``IPv4Address/isGlobal`` or ``IPv6Address/isGlobal``.
  ///
  /// A mapped IPv4 address is looked at as IPv4.
  public var isGlobal: Bool { ask(\.isGlobal, \.isGlobal) }

  private func ask(
    _ ofIPv4: (IPv4Address) -> Bool,
    _ ofIPv6: (IPv6Address) -> Bool
  ) -> Bool {
    switch canonical {
    case .v4(let address): ofIPv4(address)
    case .v6(let address): ofIPv6(address)
    }
  }
}
