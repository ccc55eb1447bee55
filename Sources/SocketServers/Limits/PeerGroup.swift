package import SocketAddresses

/// Peers that share the limits that are for each peer: all with the same first bits of their
/// address.
///
/// It is what tables of peers are keyed by.
package struct PeerGroup: Hashable, Sendable, CustomStringConvertible {
  private let network: IPNetwork

  /// The group of a peer; nil for a peer without an IP address, as those of Unix sockets, which no
  /// limit for each peer applies to.
  ///
  /// An IPv4-mapped IPv6 address counts as IPv4, and port and scope do not count.
  ///
  /// - Parameters:
  ///   - peer: whose group it is.
  ///   - grouping: how many bits the members share.
  package init?(of peer: SocketAddress?, by grouping: PeerGrouping = PeerGrouping()) {
    guard let address = peer?.ip?.canonical else { return nil }
    let length = address.family == .inet ? grouping.ipv4PrefixLength : grouping.ipv6PrefixLength
    guard let network = IPNetwork(containing: address, prefixLength: length) else { return nil }
    self.network = network
  }

  /// The network: `192.0.2.1/32`, `2001:db8::/64`.
  package var description: String { network.description }
}
