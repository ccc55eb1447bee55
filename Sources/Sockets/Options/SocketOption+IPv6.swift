internal import CPlatform

// `IPPROTO_IPV6`, ipv6(7), RFC 3493 and RFC 3542, sorted by C name.

extension SocketOption where Value == Int32 {
  /// `IPV6_MULTICAST_HOPS`: how many routers a multicast passes, 0 to 255; −1 sets it back.
  ///
  /// 1 at first.
  public static var ipv6MulticastHops: Self {
    .init(.ipv6, IPV6_MULTICAST_HOPS, "IPV6_MULTICAST_HOPS", .integer)
  }

  /// `IPV6_TCLASS`: the traffic class of what is sent, RFC 3542, 0 to 255; −1 sets it back.
  ///
  /// 0 at first.
  public static var ipv6TrafficClass: Self { .init(.ipv6, IPV6_TCLASS, "IPV6_TCLASS", .integer) }

  /// `IPV6_UNICAST_HOPS`: how many routers a packet passes, 0 to 255; −1 sets it back.
  ///
  /// 64 at first, by net.ipv6.conf.all.hop_limit.
  public static var ipv6UnicastHops: Self {
    .init(.ipv6, IPV6_UNICAST_HOPS, "IPV6_UNICAST_HOPS", .integer)
  }
}

extension SocketOption where Value == UInt32 {
  /// `IPV6_MULTICAST_IF`: the interface that multicasts leave by, by its index; 0, at first, leaves
  /// it to the routing table.
  public static var ipv6MulticastInterface: Self {
    .init(.ipv6, IPV6_MULTICAST_IF, "IPV6_MULTICAST_IF", .unsignedInteger)
  }
}

extension SocketOption where Value == Bool {
  /// `IPV6_DONTFRAG`: a datagram that is too long for the path is refused with `.messageTooLong`
  /// instead of being cut into fragments.
  ///
  /// Off at first.
  public static var ipv6DoNotFragment: Self {
    .init(.ipv6, IPV6_DONTFRAG, "IPV6_DONTFRAG", .boolean)
  }

  /// `IPV6_FLOWINFO_SEND`: send with the flow label that the address carries, see
  /// `SocketAddress.flowInformation`.
  ///
  /// Off at first. Where it is on, a label other than 0 must have been asked of the kernel, else
  /// sending throws `.invalidArgument`.
  public static var ipv6SendsFlowInformation: Self {
    .init(.ipv6, LinuxNumber.ipv6FlowInformationSend, "IPV6_FLOWINFO_SEND", .boolean)
  }

  /// `IPV6_MULTICAST_ALL`: receive what goes to any group that some socket of this machine has
  /// joined, not only to those of this socket.
  ///
  /// On at first; a socket that is bound to the wildcard wants it off.
  public static var ipv6MulticastAll: Self {
    .init(.ipv6, IPV6_MULTICAST_ALL, "IPV6_MULTICAST_ALL", .boolean)
  }

  /// `IPV6_MULTICAST_LOOP`: this machine's members hear what it sends to a group.
  ///
  /// On at first.
  public static var ipv6MulticastLoop: Self {
    .init(.ipv6, IPV6_MULTICAST_LOOP, "IPV6_MULTICAST_LOOP", .boolean)
  }

  /// `IPV6_RECVHOPLIMIT`: receive with each datagram how many routers it might still have passed, a
  /// control message of type `IPV6_HOPLIMIT` with an integer.
  ///
  /// Off at first.
  public static var receivesIPv6HopLimit: Self {
    .init(.ipv6, IPV6_RECVHOPLIMIT, "IPV6_RECVHOPLIMIT", .boolean)
  }

  /// `IPV6_RECVPKTINFO`: receive with each datagram where it arrived, see `PacketInformation`.
  ///
  /// Off at first.
  public static var receivesIPv6PacketInformation: Self {
    .init(.ipv6, IPV6_RECVPKTINFO, "IPV6_RECVPKTINFO", .boolean)
  }

  /// `IPV6_RECVTCLASS`: receive with each datagram its traffic class, a control message of type
  /// `IPV6_TCLASS` with an integer.
  ///
  /// Off at first.
  public static var receivesIPv6TrafficClass: Self {
    .init(.ipv6, IPV6_RECVTCLASS, "IPV6_RECVTCLASS", .boolean)
  }

  /// `IPV6_V6ONLY`: IPv6 alone, and not IPv4 by mapped addresses.
  ///
  /// Off at first, by net.ipv6.bindv6only; to be set before `bind`.
  public static var ipv6Only: Self { .init(.ipv6, IPV6_V6ONLY, "IPV6_V6ONLY", .boolean) }
}
