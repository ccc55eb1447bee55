public import SocketAddresses

/// Where a datagram arrived, or from where one is to be sent: `IP_PKTINFO` of ip(7) and
/// `IPV6_PKTINFO` of RFC 3542.
///
/// Sent along with an answer as it was received, it makes the answer leave from where the question
/// arrived: what a server bound to the wildcard wants, on a machine with several addresses. Only
/// where the question went to an IPv6 group, the address must be set to one of this machine's
/// first.
public struct PacketInformation: Hashable, Sendable {
  /// Received: the address that the datagram was sent to.
  ///
  /// Sent: the source address, unless `localAddress` says another; the unspecified one leaves the
  /// choice to the kernel.
  public var address: IPAddress
  /// The interface by its index; 0 leaves the choice to the kernel.
  public var interfaceIndex: UInt32
  /// Over IPv4, this machine's own address (`ipi_spec_dst`).
  ///
  /// Received: the one that an answer would come from, which differs from `address` for broadcasts
  /// and multicasts. Sent: the source; nil takes `address`. Over IPv6 it is always nil.
  public var localAddress: IPv4Address?

  /// The source to send from.
  public init(from address: IPAddress, interfaceIndex: UInt32 = 0) {
    self.address = address
    self.interfaceIndex = interfaceIndex
  }
}
