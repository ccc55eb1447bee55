internal import CPlatform
internal import SocketAddresses

extension ControlMessage {
  /// `IP_PKTINFO` or `IPV6_PKTINFO`, by the kind of the address: the source of a datagram.
  ///
  /// - Parameter information: the source.
  /// - Returns: the message. The kernel refuses an address that is not this machine's with
  ///   `.networkUnreachable` (IPv6: `.invalidArgument`), and an interface that is not there with
  ///   `.noSuchDevice`.
  public static func packetInformation(_ information: PacketInformation) -> ControlMessage {
    var payload: [UInt8] = []
    switch information.address {
    case .v4(let address):
      // struct in_pktinfo: interface, own address, and the header's, which only receiving uses.
      payload.append(native: information.interfaceIndex)
      payload.append(native: (information.localAddress ?? address).bits.bigEndian)
      payload.append(native: address.bits.bigEndian)
      return ControlMessage(level: .ipv4, type: Int32(IP_PKTINFO), payload: payload)
    case .v6(let address):
      // struct in6_pktinfo: address, interface.
      payload.append(native: address.bits.bigEndian)
      payload.append(native: information.interfaceIndex)
      return ControlMessage(level: .ipv6, type: Int32(IPV6_PKTINFO), payload: payload)
    }
  }

  /// Where the datagram arrived; nil where the message is of another kind or cut short.
  ///
  /// It is received with the option `.receivesPacketInformation` or
  /// `.receivesIPv6PacketInformation`.
  public var packetInformation: PacketInformation? {
    switch (level, type) {
    case (.ipv4, Int32(IP_PKTINFO)): payload.withRawSpan(PacketInformation.init(ipv4:))
    case (.ipv6, Int32(IPV6_PKTINFO)): payload.withRawSpan(PacketInformation.init(ipv6:))
    default: nil
    }
  }
}

extension PacketInformation {
  fileprivate init?(ipv4 bytes: RawSpan) {
    guard bytes.byteCount >= 12 else { return nil }
    let address = IPv4Address(bits: UInt32(bigEndian: bytes.load(at: 8, as: UInt32.self)))
    self.init(from: .v4(address), interfaceIndex: bytes.load(at: 0, as: UInt32.self))
    localAddress = IPv4Address(bits: UInt32(bigEndian: bytes.load(at: 4, as: UInt32.self)))
  }

  fileprivate init?(ipv6 bytes: RawSpan) {
    guard bytes.byteCount >= 20 else { return nil }
    let address = IPv6Address(bits: UInt128(bigEndian: bytes.load(at: 0, as: UInt128.self)))
    self.init(from: .v6(address), interfaceIndex: bytes.load(at: 16, as: UInt32.self))
  }
}
