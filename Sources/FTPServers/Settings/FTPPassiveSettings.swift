package import SocketAddresses

/// How passive data connections are made.
package struct FTPPassiveSettings: Hashable, Sendable {
  /// An address that clients of a network are told.
  package struct Advertisement: Hashable, Sendable {
    /// The clients.
    package var network: IPNetwork
    /// What they are told; nil is the address that they have reached, as without an advertisement.
    package var address: IPv4Address?

    /// An address for a network.
    package init(_ network: IPNetwork, _ address: IPv4Address?) {
      self.network = network
      self.address = address
    }
  }

  /// The ports to listen at; nil takes any that is free.
  package var ports: ClosedRange<UInt16>?
  /// What PASV tells clients behind NAT; the first that has the client counts.
  package var advertisements: [Advertisement] = []

  /// The defaults.
  package init() {}

  /// What a client is told, where it is not the address that it has reached.
  package func address(for peer: IPAddress) -> IPv4Address? {
    advertisements.first { $0.network.contains(peer.canonical) }?.address
  }
}
