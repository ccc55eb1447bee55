internal import CPlatform
public import SocketAddresses

extension Socket {
  /// Joins a multicast group: `IP_ADD_MEMBERSHIP` with `struct ip_mreqn`, or `IPV6_JOIN_GROUP`.
  ///
  /// The socket then receives what is sent to the group at its port, until it leaves or closes. It
  /// may receive what goes to groups of other sockets as well: see the option `.multicastAll`.
  ///
  /// - Parameters:
  ///   - group: an address of the socket's family.
  ///   - interfaceIndex: on which interface; 0 leaves it to the routing table.
  /// - Throws: `.invalidArgument` where the address is no group, `.addressInUse` where the socket
  ///   is a member already, `.noSuchDevice` where there is no such interface or no route,
  ///   `.noBufferSpace` above net.ipv4.igmp_max_memberships; `.noSuchOption` where the group is of
  ///   another family.
  public func joinMulticastGroup(
    _ group: IPAddress,
    interfaceIndex: UInt32 = 0
  ) throws(SocketError) {
    let membership = group.membership(interfaceIndex)
    switch group {
    case .v4: try setOption(.ipv4, IP_ADD_MEMBERSHIP, "IP_ADD_MEMBERSHIP", membership)
    case .v6: try setOption(.ipv6, IPV6_JOIN_GROUP, "IPV6_JOIN_GROUP", membership)
    }
  }

  /// Leaves a multicast group: `IP_DROP_MEMBERSHIP` or `IPV6_LEAVE_GROUP`.
  ///
  /// - Parameters:
  ///   - group: as it was joined.
  ///   - interfaceIndex: as it was joined.
  /// - Throws: `.addressNotAvailable` where the socket is not a member; `.noSuchDevice` and
  ///   `.noSuchOption` as for joining.
  public func leaveMulticastGroup(
    _ group: IPAddress,
    interfaceIndex: UInt32 = 0
  ) throws(SocketError) {
    let membership = group.membership(interfaceIndex)
    switch group {
    case .v4: try setOption(.ipv4, IP_DROP_MEMBERSHIP, "IP_DROP_MEMBERSHIP", membership)
    case .v6: try setOption(.ipv6, IPV6_LEAVE_GROUP, "IPV6_LEAVE_GROUP", membership)
    }
  }

  private func setOption(
    _ level: SocketOptionLevel,
    _ number: Int32,
    _ name: String,
    _ value: [UInt8]
  ) throws(SocketError) {
    let operation = SocketError.Operation(rawValue: "set option \(name)")
    try value.withRawSpan { bytes throws(SocketError) in
      try setOption(level: level, number: number, bytes: bytes, operation)
    }
  }
}

extension IPAddress {
  /// A group and an interface as the kernel takes them.
  ///
  /// `struct ip_mreqn` is the group, the address of an interface (unused), and the index of the
  /// interface; `struct ipv6_mreq` the group and the index.
  fileprivate func membership(_ interfaceIndex: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    switch self {
    case .v4(let group):
      bytes.append(native: group.bits.bigEndian)
      bytes.append(native: IPv4Address.any.bits.bigEndian)
    case .v6(let group):
      bytes.append(native: group.bits.bigEndian)
    }
    bytes.append(native: interfaceIndex)
    return bytes
  }
}
