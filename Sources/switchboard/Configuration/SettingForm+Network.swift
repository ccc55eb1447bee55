import SocketAddresses

extension SettingForm where Value == Endpoint {
  /// Where to listen.
  static var endpoint: Self {
    Self(
      description: "HOST:PORT, or [HOST]:PORT for IPv6",
      read: { text throws(UsageError) in
        let text = text.hasPrefix("tcp://") ? String(text.dropFirst(6)) : text
        guard let endpoint = Endpoint(text) else {
          throw UsageError("not HOST:PORT, or [HOST]:PORT for an IPv6 address")
        }
        return endpoint
      },
      write: \.description
    )
  }
}

extension SettingForm where Value == IPNetwork {
  static var network: Self {
    Self(
      description: "an address, or a network as 10.0.0.0/8",
      read: NetworkText.read,
      write: \.description
    )
  }
}

extension SettingForm where Value == PortRange {
  /// Ports that no privilege is needed for.
  static var ports: Self {
    let words = "a range within 1024-65535, as 50000-50100"
    return Self(
      description: words,
      read: { text throws(UsageError) in
        let ports = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
        guard ports.count == 2, let first = ports[0], let last = ports[1], 1024 <= first,
          first <= last
        else { throw UsageError("not \(words)") }
        return PortRange(ports: first...last)
      },
      write: { "\($0.ports.lowerBound)-\($0.ports.upperBound)" }
    )
  }
}

extension SettingForm where Value == PassiveAddress {
  /// What clients of a network are told.
  static var passiveAddress: Self {
    let words = "an IPv4 address for all, or NETWORK=ADDRESS, where ADDRESS may be own"
    return Self(
      description: words,
      read: { text throws(UsageError) in
        let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let last = parts.last,
          let all = IPNetwork("0.0.0.0/0")
        else { throw UsageError("not \(words)") }
        let network = parts.count == 2 ? try NetworkText.read(parts[0]) : all
        if last == "own" { return PassiveAddress(network: network, address: nil) }
        guard let address = IPv4Address(last) else { throw UsageError("not \(words)") }
        return PassiveAddress(network: network, address: address)
      },
      write: { "\($0.network)=\($0.address?.description ?? "own")" }
    )
  }
}
