// The numbers of Linux, from include/linux/socket.h. They are the same on every architecture.

extension AddressFamily {
  /// No family, `AF_UNSPEC`: "any" in a query to the resolver.
  ///
  /// A datagram socket connected to an address of this family loses its peer (connect(2)).
  public static let unspecified = Self(rawValue: 0)

  /// Sockets of one machine, `AF_UNIX`, also called `AF_LOCAL` (unix(7)).
  public static let unix = Self(rawValue: 1)

  /// IPv4, `AF_INET` (ip(7)).
  public static let inet = Self(rawValue: 2)

  /// IPv6, `AF_INET6` (ipv6(7)).
  public static let inet6 = Self(rawValue: 10)
}
