extension IPNetwork {
  /// The larger network of the given prefix length that contains this one.
  ///
  /// `nil` if the length is negative or longer than this network's own.
  public func supernetwork(prefixLength: Int) -> Self? {
    guard prefixLength <= self.prefixLength else { return nil }
    return Self(containing: firstAddress, prefixLength: prefixLength)
  }

  /// The networks of the given prefix length that this network is made of, in order.
  ///
  /// `nil` if the length is shorter than this network's own or longer than ``IPAddress/bitWidth``.
  ///
  /// The sequence is made lazily and takes no memory, however many networks there are.
  public func subnetworks(prefixLength: Int) -> Subnetworks? {
    guard (self.prefixLength...firstAddress.bitWidth).contains(prefixLength) else { return nil }
    return Subnetworks(network: self, prefixLength: prefixLength)
  }

  /// All addresses from the first to the last, in order and made lazily.
  ///
  /// An IPv4 network's own name and its broadcast address are among them.
  public var addresses: Addresses {
    Addresses(networks: Subnetworks(network: self, prefixLength: firstAddress.bitWidth))
  }

  /// The equal parts of a network, in order, made one at a time.
  public struct Subnetworks: Sequence, IteratorProtocol, Sendable {
    private let end: IPAddress
    private let prefixLength: Int
    private var upcoming: IPAddress?

    fileprivate init(network: IPNetwork, prefixLength: Int) {
      end = network.lastAddress
      self.prefixLength = prefixLength
      upcoming = network.firstAddress
    }

    /// The part after the one returned last, `nil` after the end of the network.
    public mutating func next() -> IPNetwork? {
      guard let address = upcoming else { return nil }
      let network = IPNetwork(unchecked: address, prefixLength: prefixLength)
      upcoming = network.lastAddress == end ? nil : network.lastAddress.next
      return network
    }
  }

  /// The addresses of a network, in order, made one at a time.
  public struct Addresses: Sequence, IteratorProtocol, Sendable {
    fileprivate var networks: Subnetworks

    /// The address after the one returned last, `nil` after the end of the network.
    public mutating func next() -> IPAddress? {
      networks.next()?.firstAddress
    }
  }
}
