internal import CPlatform
public import SocketAddresses

// `IPPROTO_IP`, ip(7), sorted by C name.

extension SocketOption where Value == Bool {
  /// `IP_BIND_ADDRESS_NO_PORT`: a `bind` to port 0 takes no port until the socket connects, so that
  /// many connections from one address can share ports.
  ///
  /// Off at first.
  public static var bindAddressNoPort: Self {
    .init(.ipv4, IP_BIND_ADDRESS_NO_PORT, "IP_BIND_ADDRESS_NO_PORT", .boolean)
  }

  /// `IP_FREEBIND`: bind to an address that this machine does not have, or not yet.
  ///
  /// Off at first. It holds for IPv6 addresses as well.
  public static var freeBind: Self { .init(.ipv4, IP_FREEBIND, "IP_FREEBIND", .boolean) }

  /// `IP_HDRINCL`: the program writes the IP header of a raw socket.
  ///
  /// Off at first, except with `ProtocolNumber.raw`. The kernel still fills in the total length and
  /// the checksum, and source and identification where they are zero.
  public static var headerIncluded: Self { .init(.ipv4, IP_HDRINCL, "IP_HDRINCL", .boolean) }

  /// `IP_MULTICAST_ALL`: receive what goes to any group that some socket of this machine has
  /// joined, not only to those of this socket.
  ///
  /// On at first; a socket that is bound to the wildcard wants it off.
  public static var multicastAll: Self {
    .init(.ipv4, IP_MULTICAST_ALL, "IP_MULTICAST_ALL", .boolean)
  }

  /// `IP_MULTICAST_LOOP`: this machine's members hear what it sends to a group.
  ///
  /// On at first.
  public static var multicastLoop: Self {
    .init(.ipv4, IP_MULTICAST_LOOP, "IP_MULTICAST_LOOP", .boolean)
  }

  /// `IP_PKTINFO`: receive with each datagram where it arrived, see `PacketInformation`.
  ///
  /// Off at first.
  public static var receivesPacketInformation: Self {
    .init(.ipv4, IP_PKTINFO, "IP_PKTINFO", .boolean)
  }

  /// `IP_RECVTOS`: receive with each datagram its differentiated services byte, a control message
  /// of type `IP_TOS` with an integer.
  ///
  /// Off at first.
  public static var receivesTypeOfService: Self {
    .init(.ipv4, IP_RECVTOS, "IP_RECVTOS", .boolean)
  }

  /// `IP_RECVTTL`: receive with each datagram how many routers it might still have passed, a
  /// control message of type `IP_TTL` with an integer.
  ///
  /// Off at first.
  public static var receivesTimeToLive: Self { .init(.ipv4, IP_RECVTTL, "IP_RECVTTL", .boolean) }
}

extension SocketOption where Value == Int32 {
  /// `IP_MTU`, read only: the largest packet on the path of a connected socket, in bytes.
  ///
  /// Reading it throws `.notConnected` before that.
  public static var pathBytesMax: Self { .init(.ipv4, IP_MTU, "IP_MTU", .integer) }

  /// `IP_MULTICAST_TTL`: how many routers a multicast passes, 0 to 255; −1 sets it back.
  ///
  /// 1 at first.
  public static var multicastTimeToLive: Self {
    .init(.ipv4, IP_MULTICAST_TTL, "IP_MULTICAST_TTL", .integer)
  }

  /// `IP_TOS`: the differentiated services byte of what is sent, RFC 2474, 0 to 255.
  ///
  /// 0 at first. On a stream the two lowest bits belong to the kernel (RFC 3168) and stay as they
  /// are.
  public static var typeOfService: Self { .init(.ipv4, IP_TOS, "IP_TOS", .integer) }

  /// `IP_TTL`: how many routers a packet passes, 1 to 255; −1 sets it back.
  ///
  /// 64 at first, by net.ipv4.ip_default_ttl.
  public static var timeToLive: Self { .init(.ipv4, IP_TTL, "IP_TTL", .integer) }
}

extension SocketOption where Value == IPv4Address {
  /// `IP_MULTICAST_IF`: the interface that multicasts leave by, as one of its addresses; `.any`, at
  /// first, leaves it to the routing table.
  public static var multicastInterface: Self {
    .init(.ipv4, IP_MULTICAST_IF, "IP_MULTICAST_IF", .address)
  }
}

extension SocketOptionCoding where Value == IPv4Address {
  /// `struct in_addr`: the four bytes in network order.
  public static var address: Self {
    Self(
      bytesMax: 4,
      encode: { address in
        var bytes: [UInt8] = []
        bytes.append(native: address.bits.bigEndian)
        return bytes
      },
      decode: { bytes in
        guard bytes.byteCount >= 4 else { return nil }
        return IPv4Address(bits: UInt32(bigEndian: bytes.load(at: 0, as: UInt32.self)))
      }
    )
  }
}
