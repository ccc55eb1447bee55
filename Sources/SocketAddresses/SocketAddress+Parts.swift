extension SocketAddress {
  /// The family of the address.
  public var family: AddressFamily {
    switch storage {
    case .inet: .inet
    case .inet6: .inet6
    case .unix: .unix
    case .other(let family, _): family
    }
  }

  /// The IP address, `nil` for every other family.
  ///
  /// A mapped IPv4 address stays IPv6: ``IPAddress/canonical`` turns it.
  public var ip: IPAddress? {
    switch storage {
    case .inet(let address, _): .v4(address)
    case .inet6(let address, _, _, _): .v6(address)
    case .unix, .other: nil
    }
  }

  /// The port of an IP address, `nil` for every other family.
  public var port: UInt16? {
    switch storage {
    case .inet(_, let port), .inet6(_, let port, _, _): port
    case .unix, .other: nil
    }
  }

  /// The scope id of an IPv6 address: the number of a network interface, 0 for none and for every
  /// other family.
  public var scopeID: UInt32 {
    guard case .inet6(_, _, let scopeID, _) = storage else { return 0 }
    return scopeID
  }

  /// The flow label of an IPv6 address as a number in host byte order, 0 for none and for every
  /// other family.
  ///
  /// An address from the kernel can be above ``flowInformationMax``: it is kept as it came, with
  /// the traffic class in the eight bits before the label.
  public var flowInformation: UInt32 {
    guard case .inet6(_, _, _, let flowInformation) = storage else { return 0 }
    return flowInformation
  }

  /// The Unix address, `nil` for every other family.
  public var unix: UnixAddress? {
    guard case .unix(let address) = storage else { return nil }
    return address
  }
}
