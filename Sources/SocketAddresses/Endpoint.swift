/// A place to connect to or to listen at, before resolution: a host's name or address, and a port.
///
/// What a user writes and a configuration holds. ``address`` gives the socket address if the host
/// is an address already; otherwise a resolver is needed. Hosts are compared as they are written,
/// so `Example.com` and `example.com` are different values for the same host.
public struct Endpoint: Hashable, Sendable {
  /// The most bytes that a host can have, in UTF-8: the longest name of the DNS without its final
  /// dot (RFC 1035 §2.3.4).
  public static let hostBytesMax = 253

  /// The name or the address, an IPv6 address without brackets.
  ///
  /// Empty is the wildcard: all addresses of this machine for a listener, the machine itself for a
  /// client.
  public let host: String

  /// The port.
  ///
  /// Zero asks for a free port where a socket is bound.
  public let port: UInt16

  /// The endpoint of a host, which may be a name, an IPv4 or IPv6 address (with a zone, `fe80::1%3`
  /// or `fe80::1%eth0`; without brackets), or empty for the wildcard.
  ///
  /// Only what no host can contain is refused; whether the name exists is the resolver's to say.
  /// Throws ``AddressError/hostTooLong(bytes:)`` above ``hostBytesMax``,
  /// ``AddressError/hostContains(_:)`` for control characters, any kind of space, and the
  /// characters that set a host off in a URL (`/ \ @ ? # [ ]`), and
  /// ``AddressError/hostContainsColon`` for a colon outside of an IPv6 address.
  public init(host: String, port: UInt16) throws(AddressError) {
    let count = host.utf8.count
    guard count <= Self.hostBytesMax else { throw .hostTooLong(bytes: count) }
    for character in host.unicodeScalars where !character.isAllowedInHost {
      throw .hostContains(character)
    }
    guard !host.utf8.contains(UInt8(ascii: ":")) || isIPv6WithZone(host.utf8.span) else {
      throw .hostContainsColon
    }
    self.host = host
    self.port = port
  }

  /// The endpoint of an address.
  public init(_ address: IPAddress, port: UInt16) {
    host = address.description
    self.port = port
  }

  /// Whether the host is empty: all addresses of this machine.
  public var isWildcard: Bool { host.isEmpty }

  /// The socket address, if the host is an address and its zone, if there is one, is a number.
  ///
  /// `nil` for a name, for the wildcard, whose family is the resolver's choice, for a zone that is
  /// the name of an interface, and for the old forms of IPv4 addresses (`127.1`), which a resolver
  /// may still take.
  public var address: SocketAddress? {
    if let address = IPv4Address(host) {
      return SocketAddress(address, port: port)
    }
    guard let address = ZonedIPv6Address(host) else { return nil }
    return SocketAddress(address.address, port: port, scopeID: address.scopeID)
  }

  /// The same host with another port.
  public func withPort(_ port: UInt16) -> Self {
    Self(unchecked: host, port: port)
  }

  private init(unchecked host: String, port: UInt16) {
    self.host = host
    self.port = port
  }
}

extension Unicode.Scalar {
  /// `U+000A`: the character for a message, where it could itself be a line break.
  var codePointName: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  fileprivate var isAllowedInHost: Bool {
    switch self {
    case "/", "\\", "@", "?", "#", "[", "]": false
    default: !isSpaceOrControl
    }
  }

  private var isSpaceOrControl: Bool {
    switch properties.generalCategory {
    case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

/// Whether the host is an IPv6 address with or without a zone, which may be an interface's name.
private func isIPv6WithZone(_ host: Span<UInt8>) -> Bool {
  let end = host.firstIndex(of: UInt8(ascii: "%")) ?? host.count
  return IPv6Address(utf8: host.extracting(0..<end)) != nil && end != host.count - 1
}
