/// One of the two families whose addresses a name has, each asked for by itself.
package enum IPFamily: Hashable, Sendable, CaseIterable {
  /// IPv6 addresses: AAAA records.
  case ipv6
  /// IPv4 addresses: A records.
  case ipv4

  /// The other one.
  package var other: IPFamily { self == .ipv6 ? .ipv4 : .ipv6 }
}
