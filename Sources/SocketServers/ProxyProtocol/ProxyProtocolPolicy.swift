public import SocketAddresses

/// From whom a listener takes headers of the PROXY protocol.
///
/// Whether a header comes is never guessed from the bytes: who could send one uninvited could pass
/// for anybody (proxy-protocol.txt §2, §5).
public enum ProxyProtocolPolicy: Hashable, Sendable {
  /// What becomes of peers that are not among the proxies.
  public enum Others: Hashable, Sendable {
    /// They are closed unheard: clients must come through a proxy.
    case refused
    /// They are clients, and what they send goes to the handler as it is.
    case servedDirectly
  }

  /// What to do with a connection before its handler has it.
  public enum Decision: Hashable, Sendable {
    /// Hand it over: no header is expected.
    case serveDirectly
    /// Read the header first, and close the connection where there is none.
    case readHeader
    /// Close it unheard.
    case refuse
  }

  /// From nobody: what a peer sends goes to the handler as it is, a header too.
  case refused
  /// From peers in these networks, who must send one, and from those of Unix sockets, which
  /// permissions of files guard.
  case required(from: [IPNetwork], others: Others)

  /// What to do with a connection.
  ///
  /// - Parameter peer: the connection's own peer. An IPv4-mapped IPv6 address counts as IPv4, and
  ///   one without an IP address as trusted.
  /// - Returns: what to do.
  public func decision(for peer: SocketAddress?) -> Decision {
    guard case .required(let networks, let others) = self else { return .serveDirectly }
    guard let address = peer?.ip else { return .readHeader }
    if networks.contains(where: { $0.contains(address) }) { return .readHeader }
    return others == .servedDirectly ? .serveDirectly : .refuse
  }
}
