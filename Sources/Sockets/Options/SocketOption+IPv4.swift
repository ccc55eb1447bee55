internal import CPlatform
public import SocketAddresses

// `IPPROTO_IP`, ip(7), sorted by C name.

extension SocketOption where Value == Bool {
  /// `IP_HDRINCL`: the program writes the IP header of a raw socket.
  ///
  /// Off at first.
  public static var headerIncluded: Self { .init(.ipv4, IP_HDRINCL, "IP_HDRINCL", .boolean) }

  /// `IP_MULTICAST_LOOP`: this machine's members hear what it sends to a group.
  ///
  /// On at first.
  public static var multicastLoop: Self {
    .init(.ipv4, IP_MULTICAST_LOOP, "IP_MULTICAST_LOOP", .boolean)
  }

  /// `IP_PKTINFO`: receive with each datagram where it arrived.
  ///
  /// Off at first.
  public static var receivesPacketInformation: Self {
    .init(.ipv4, IP_PKTINFO, "IP_PKTINFO", .boolean)
  }
}

extension SocketOption where Value == IPv4Address {
  /// `IP_MULTICAST_IF`: the interface that multicasts leave by, as one of its addresses; `.any`, at
  /// first, leaves it to the routing table.
  public static var multicastInterface: Self {
    .init(
      .ipv4,
      IP_MULTICAST_IF,
      "IP_MULTICAST_IF",
      SocketOptionCoding(
        bytesMax: 4,
        encode: { $0.bytes },
        decode: { IPv4Address(bytes: $0) }
      )
    )
  }
}

extension SocketOption where Value == Int32 {
  /// `IP_MULTICAST_TTL`: how many routers a multicast passes, 0 to 255.
  ///
  /// 1 at first.
  public static var multicastTimeToLive: Self {
    .init(.ipv4, IP_MULTICAST_TTL, "IP_MULTICAST_TTL", .integer)
  }

  /// `IP_TOS`: the differentiated services byte of what is sent, RFC 2474.
  ///
  /// 0 at first.
  public static var typeOfService: Self { .init(.ipv4, IP_TOS, "IP_TOS", .integer) }

  /// `IP_TTL`: how many routers a packet passes, 1 to 255.
  ///
  /// 64 at first.
  public static var timeToLive: Self { .init(.ipv4, IP_TTL, "IP_TTL", .integer) }
}
