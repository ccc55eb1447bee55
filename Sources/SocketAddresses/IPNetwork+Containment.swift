// An IPv4 address and its mapped form in IPv6 are one peer. So all questions here are put to the
// canonical forms of both sides: `10.0.0.0/8` and `::ffff:10.0.0.0/104` contain the same addresses,
// whichever way these are written, and no mapped address is in a larger IPv6 network.

extension IPNetwork {
  /// Whether the address is in the network.
  ///
  /// An IPv4-mapped IPv6 address is looked at as IPv4: `::ffff:10.1.2.3` is in `10.0.0.0/8` and
  /// not in `::/0`. A network within `::ffff:0:0/96` likewise.
  public func contains(_ address: IPAddress) -> Bool {
    let network = canonical
    let address = address.canonical
    return address.family == network.family
      && address.lowest(prefixLength: network.prefixLength) == network.firstAddress
  }

  /// Whether all addresses of the other network are in this one.
  ///
  /// A network contains itself. Mapped networks are looked at as IPv4, as in
  /// ``contains(_:)-(IPAddress)``.
  public func contains(_ other: Self) -> Bool {
    let other = other.canonical
    return canonical.prefixLength <= other.prefixLength && contains(other.firstAddress)
  }

  /// Whether the two networks have an address in common: one of them then contains the other.
  ///
  /// Mapped networks are looked at as IPv4, as in ``contains(_:)-(IPAddress)``.
  public func overlaps(_ other: Self) -> Bool {
    contains(other) || other.contains(self)
  }
}
