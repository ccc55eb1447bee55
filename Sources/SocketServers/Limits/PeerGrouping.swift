/// Which peers count as one where a limit is for each peer: those whose addresses begin with the
/// same bits.
public struct PeerGrouping: Hashable, Sendable {
  /// Bits that IPv4 peers of a group share, 0 to 32.
  public let ipv4PrefixLength: Int
  /// Bits that IPv6 peers of a group share, 0 to 128.
  public let ipv6PrefixLength: Int

  /// A grouping.
  ///
  /// - Parameters:
  ///   - ipv4PrefixLength: 0 to 32; what is outside of it is the nearest of these. 32 by default:
  ///     each address is a group.
  ///   - ipv6PrefixLength: 0 to 128; what is outside of it is the nearest of these. 64 by default:
  ///     one customer commonly has so many addresses, and can choose among them at will (RFC 6177).
  public init(ipv4PrefixLength: Int = 32, ipv6PrefixLength: Int = 64) {
    self.ipv4PrefixLength = min(max(0, ipv4PrefixLength), 32)
    self.ipv6PrefixLength = min(max(0, ipv6PrefixLength), 128)
  }
}
