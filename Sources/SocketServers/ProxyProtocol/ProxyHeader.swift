public import SocketAddresses

/// What a proxy says at the start of a connection about the client that it relays: a header of the
/// PROXY protocol, version 1 or 2 (HAProxy's proxy-protocol.txt).
///
/// Only a proxy that is trusted may be believed: `ProxyProtocolPolicy` says which is.
public struct ProxyHeader: Hashable, Sendable {
  /// How a header is written.
  public enum Version: UInt8, Sendable {
    /// A line of text, for TCP alone (§2.1).
    case one = 1
    /// Binary, with extensions (§2.2).
    case two = 2
  }

  /// What a header says.
  public enum Content: Hashable, Sendable {
    /// The proxy connects on its own account, as for a health check: `LOCAL`. The connection's own
    /// addresses count.
    case local
    /// The proxy relays something whose addresses it cannot tell: `UNKNOWN`, `AF_UNSPEC`. The
    /// connection's own addresses count.
    case unknown
    /// The proxy relays a client: these addresses count, and what else it tells.
    case relayed(ProxyAddresses, extensions: [ProxyExtension])
  }

  /// The longest line of version 1 in bytes, its end included (§2.1).
  public static let lineBytesMax = 107
  /// Bytes that version 2 has before its block: signature, command, family, length (§2.2).
  public static let prefixBytes = 16
  /// The longest block of version 2, which has addresses and extensions, that is taken
  /// where nothing else is said, in bytes.
  ///
  /// A header is to fit in a segment of 536 bytes (§2); certificates as extensions do not.
  public static let blockBytesMaxDefault = 4096

  /// How it is written.
  public let version: Version
  /// What it says.
  public let content: Content

  /// A header.
  ///
  /// - Parameters:
  ///   - version: how it is written.
  ///   - content: what it says.
  public init(_ version: Version, _ content: Content) {
    self.version = version
    self.content = content
  }

  /// The client's addresses, and what it connected to; nil where the connection's own count.
  public var addresses: ProxyAddresses? {
    guard case .relayed(let addresses, _) = content else { return nil }
    return addresses
  }

  /// What else the proxy tells, in its order.
  ///
  /// Those of a header without addresses are not read: the protocol discards them (§2.2).
  public var extensions: [ProxyExtension] {
    guard case .relayed(_, let extensions) = content else { return [] }
    return extensions
  }

  /// The client's address; nil where the connection's own counts.
  public var source: SocketAddress? { addresses?.source }

  /// What the client connected to; nil where the connection's own address counts.
  public var destination: SocketAddress? { addresses?.destination }
}

// The extensions by name; where one comes twice, the first counts.
extension ProxyHeader {
  /// The protocol that the client has chosen by ALPN (RFC 7301), such as the bytes of `h2`.
  public var applicationProtocol: [UInt8]? {
    for case .applicationProtocol(let name) in extensions { return name }
    return nil
  }

  /// The host name that the client asked for, as by SNI (RFC 6066 §3): the client's word.
  public var authority: String? {
    for case .authority(let name) in extensions { return name }
    return nil
  }

  /// The proxy's number of the connection.
  public var uniqueID: [UInt8]? {
    for case .uniqueID(let bytes) in extensions { return bytes }
    return nil
  }

  /// How the client's connection to the proxy is encrypted.
  public var tls: ProxyTLS? {
    for case .tls(let tls) in extensions { return tls }
    return nil
  }

  /// The name of the network namespace that the proxy took the connection in.
  public var networkNamespace: String? {
    for case .networkNamespace(let name) in extensions { return name }
    return nil
  }
}
