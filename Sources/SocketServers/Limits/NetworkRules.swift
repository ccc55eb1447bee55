public import SocketAddresses

/// Which peers a server serves, by the networks that they are in.
///
/// Each decision looks at every network once: lists of some hundreds cost a microsecond.
public struct NetworkRules: Hashable, Sendable {
  /// Serves everyone.
  public static let everyone = NetworkRules()

  /// Networks whose peers are served; none is all.
  public let allowed: [IPNetwork]
  /// Networks whose peers are not served, even where they are in a network that is allowed.
  public let denied: [IPNetwork]

  /// Rules.
  ///
  /// - Parameters:
  ///   - allowed: networks whose peers are served; none is all.
  ///   - denied: networks whose peers are not served; they win. A network in IPv4-mapped form is
  ///     kept as the IPv4 network that it means.
  public init(allowed: [IPNetwork] = [], denied: [IPNetwork] = []) {
    self.allowed = allowed.map(\.canonical)
    self.denied = denied.map(\.canonical)
  }

  /// Whether to serve a peer.
  ///
  /// - Parameter peer: an IPv4-mapped IPv6 address counts as IPv4. One without an IP address is
  ///   always served: the rules say nothing of Unix sockets, which permissions of files guard.
  /// - Returns: whether it may be served.
  public func admits(_ peer: SocketAddress?) -> Bool {
    guard let address = peer?.ip?.canonical else { return true }
    if denied.contains(where: { $0.contains(address) }) { return false }
    return allowed.isEmpty || allowed.contains { $0.contains(address) }
  }
}
