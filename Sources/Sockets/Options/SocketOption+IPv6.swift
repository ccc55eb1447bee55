internal import CPlatform

// `IPPROTO_IPV6`, ipv6(7) and RFC 3493, sorted by C name.

extension SocketOption where Value == Int32 {
  /// `IPV6_MULTICAST_HOPS`: how many routers a multicast passes, 0 to 255.
  ///
  /// 1 at first.
  public static var ipv6MulticastHops: Self {
    .init(.ipv6, IPV6_MULTICAST_HOPS, "IPV6_MULTICAST_HOPS", .integer)
  }

  /// `IPV6_MULTICAST_IF`: the interface that multicasts leave by, by its index; 0, at first, leaves it
  /// to the routing table.
  public static var ipv6MulticastInterface: Self {
    .init(.ipv6, IPV6_MULTICAST_IF, "IPV6_MULTICAST_IF", .integer)
  }

  /// `IPV6_TCLASS`: the traffic class of what is sent, RFC 3542.
  ///
  /// 0 at first.
  public static var ipv6TrafficClass: Self { .init(.ipv6, IPV6_TCLASS, "IPV6_TCLASS", .integer) }

  /// `IPV6_UNICAST_HOPS`: how many routers a packet passes, 1 to 255.
  ///
  /// 64 at first.
  public static var ipv6UnicastHops: Self {
    .init(.ipv6, IPV6_UNICAST_HOPS, "IPV6_UNICAST_HOPS", .integer)
  }
}

extension SocketOption where Value == Bool {
  /// `IPV6_MULTICAST_LOOP`: this machine's members hear what it sends to a group.
  ///
  /// On at first.
  public static var ipv6MulticastLoop: Self {
    .init(.ipv6, IPV6_MULTICAST_LOOP, "IPV6_MULTICAST_LOOP", .boolean)
  }

  /// `IPV6_RECVPKTINFO`: receive with each datagram where it arrived.
  ///
  /// Off at first.
  public static var receivesIPv6PacketInformation: Self {
    .init(.ipv6, IPV6_RECVPKTINFO, "IPV6_RECVPKTINFO", .boolean)
  }

  /// `IPV6_V6ONLY`: IPv6 alone, and not IPv4 by mapped addresses.
  ///
  /// Off at first, by net.ipv6.bindv6only; to be set before `bind`.
  public static var ipv6Only: Self { .init(.ipv6, IPV6_V6ONLY, "IPV6_V6ONLY", .boolean) }
}
