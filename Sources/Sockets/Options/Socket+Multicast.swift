internal import CPlatform
public import SocketAddresses

extension Socket {
  /// Joins a multicast group: `IP_ADD_MEMBERSHIP` with `struct ip_mreqn`, or `IPV6_JOIN_GROUP`.
  ///
  /// The socket then receives what is sent to the group at its port, until it leaves or closes.
  ///
  /// - Parameters:
  ///   - group: an address of the socket's family.
  ///   - interfaceIndex: on which interface; 0 leaves it to the routing table.
  /// - Throws: `.invalidArgument` where the address is no group, `.addressInUse` where the socket is a
  ///   member already.
  public func joinMulticastGroup(
    _ group: IPAddress,
    interfaceIndex: UInt32 = 0
  ) throws(SocketError) {
    switch group {
    case .v4(let group):
      try setMembership(
        IP_ADD_MEMBERSHIP,
        "IP_ADD_MEMBERSHIP",
        group,
        interfaceIndex
      )
    case .v6(let group):
      try setMembership(
        IPV6_JOIN_GROUP,
        "IPV6_JOIN_GROUP",
        group,
        interfaceIndex
      )
    }
  }

  /// Leaves a multicast group: `IP_DROP_MEMBERSHIP` or `IPV6_LEAVE_GROUP`.
  ///
  /// - Parameters:
  ///   - group: as it was joined.
  ///   - interfaceIndex: as it was joined.
  /// - Throws: `.addressNotAvailable` where the socket is not a member.
  public func leaveMulticastGroup(
    _ group: IPAddress,
    interfaceIndex: UInt32 = 0
  ) throws(SocketError) {
    switch group {
    case .v4(let group):
      try setMembership(
        IP_DROP_MEMBERSHIP,
        "IP_DROP_MEMBERSHIP",
        group,
        interfaceIndex
      )
    case .v6(let group):
      try setMembership(
        IPV6_LEAVE_GROUP,
        "IPV6_LEAVE_GROUP",
        group,
        interfaceIndex
      )
    }
  }

  /// `struct ip_mreqn`: group, address of an interface (unused), index of the interface.
  private func setMembership(
    _ number: Int32,
    _ name: String,
    _ group: IPv4Address,
    _ interfaceIndex: UInt32
  ) throws(SocketError) {
    var bytes = group.bytes + IPv4Address.any.bytes
    bytes.append(native: interfaceIndex)
    try unsafe setOption(
      level: .ipv4,
      number: number,
      bytes: bytes.span.bytes,
      SocketError.Operation(rawValue: "set option \(name)")
    )
  }

  /// `struct ipv6_mreq`: group, index of the interface.
  private func setMembership(
    _ number: Int32,
    _ name: String,
    _ group: IPv6Address,
    _ interfaceIndex: UInt32
  ) throws(SocketError) {
    var bytes = group.bytes
    bytes.append(native: interfaceIndex)
    try unsafe setOption(
      level: .ipv6,
      number: number,
      bytes: bytes.span.bytes,
      SocketError.Operation(rawValue: "set option \(name)")
    )
  }
}
