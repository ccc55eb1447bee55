internal import CPlatform
public import SocketAddresses

/// Where a datagram arrived, or from where one is to be sent: `IP_PKTINFO` of ip(7) and
/// `IPV6_PKTINFO` of RFC 3542.
public struct PacketInformation: Hashable, Sendable {
  /// Received: the address that the datagram was sent to.
  ///
  /// Sent: the source address; nil or the unspecified one leaves the choice to the kernel.
  public var address: IPAddress
  /// The interface by its index; 0 leaves the choice to the kernel.
  public var interfaceIndex: UInt32
  /// Received over IPv4: the local address that the routing table names for it (`ipi_spec_dst`),
  /// which differs from `address` for broadcasts and multicasts.
  ///
  /// Nil over IPv6 and where it is to be sent.
  public var localAddress: IPv4Address?

  /// The source to send from.
  public init(from address: IPAddress, interfaceIndex: UInt32 = 0) {
    self.address = address
    self.interfaceIndex = interfaceIndex
    localAddress = nil
  }
}

extension ControlMessage {
  /// `IP_PKTINFO` or `IPV6_PKTINFO`, by the address: the source of a datagram.
  public static func packetInformation(_ information: PacketInformation) -> ControlMessage {
    var payload: [UInt8] = []
    switch information.address {
    case .v4(let address):
      // struct in_pktinfo: interface, source (ipi_spec_dst), destination (unused when sending).
      payload.append(native: information.interfaceIndex)
      payload.append(contentsOf: address.bytes)
      payload.append(contentsOf: IPv4Address.any.bytes)
      return ControlMessage(level: .ipv4, type: Int32(IP_PKTINFO), payload: payload)
    case .v6(let address):
      // struct in6_pktinfo: address, interface.
      payload.append(contentsOf: address.bytes)
      payload.append(native: information.interfaceIndex)
      return ControlMessage(level: .ipv6, type: Int32(IPV6_PKTINFO), payload: payload)
    }
  }

  /// Where the datagram arrived; nil where the message is of another kind or cut short.
  ///
  /// It is received with the option `.receivesPacketInformation` or `.receivesIPv6PacketInformation`.
  public var packetInformation: PacketInformation? {
    let bytes = unsafe payload.span.bytes
    if level == .ipv4, type == Int32(IP_PKTINFO), bytes.byteCount >= 12 {
      var information = PacketInformation(
        from: .v4(IPv4Address(payload[8], payload[9], payload[10], payload[11])),
        interfaceIndex: bytes.native(UInt32.self, at: 0)
      )
      information.localAddress = IPv4Address(payload[4], payload[5], payload[6], payload[7])
      return information
    }
    if level == .ipv6, type == Int32(IPV6_PKTINFO), bytes.byteCount >= 20,
      let address = IPv6Address(bytes: bytes.extracting(first: 16))
    {
      return PacketInformation(
        from: .v6(address),
        interfaceIndex: bytes.native(UInt32.self, at: 16)
      )
    }
    return nil
  }
}
