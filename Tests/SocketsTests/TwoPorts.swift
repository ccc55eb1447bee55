import Sockets

/// The same port of both loopback addresses, taken so that nobody else gets them.
struct TwoPorts: ~Copyable {
  let ipv4: Socket
  let ipv6: Socket
  let port: UInt16
  /// This machine, whose addresses are both.
  let endpoint: Endpoint

  /// Takes a port that is free on both.
  static func reserved() throws -> TwoPorts {
    while true {
      let ipv4 = try Socket(.inet, .stream)
      try ipv4.bind(to: .ipv4(.loopback, port: 0))
      let port = try ipv4.localAddress.port ?? 0
      let ipv6 = try Socket(.inet6, .stream)
      try ipv6.set(.ipv6Only, to: true)
      let error = failure { try ipv6.bind(to: .ipv6(.loopback, port: port)) }
      guard let error else {
        let endpoint = try Endpoint(host: "", port: port)
        return TwoPorts(ipv4: ipv4, ipv6: ipv6, port: port, endpoint: endpoint)
      }
      guard error.code == .addressInUse else { throw error }
    }
  }

  var ipv4Address: SocketAddress { .ipv4(.loopback, port: port) }

  var ipv6Address: SocketAddress { .ipv6(.loopback, port: port) }

  /// Gives the IPv6 one back and keeps the other.
  consuming func withoutIPv6() -> Socket { ipv4 }

  /// Takes connections on those that are asked for; the others refuse them.
  func listen(overIPv4: Bool, overIPv6: Bool) throws {
    if overIPv4 { try ipv4.listen() }
    if overIPv6 { try ipv6.listen() }
  }
}
