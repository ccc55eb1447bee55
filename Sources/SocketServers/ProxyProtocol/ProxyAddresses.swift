public import SocketAddresses

/// The two ends of a connection that a proxy relays.
public struct ProxyAddresses: Hashable, Sendable {
  /// What kind of socket the client has connected.
  public enum Transport: Hashable, Sendable {
    /// TCP, or a Unix stream.
    case stream
    /// UDP, or Unix datagrams.
    case datagram
  }

  /// What kind of socket the client has connected.
  public let transport: Transport
  /// The client's address.
  public let source: SocketAddress
  /// What the client connected to.
  public let destination: SocketAddress

  /// The two ends, as far as a header can say them: without scope and flow label, and an abstract
  /// name without NUL bytes at its end.
  ///
  /// A name of NUL bytes alone is none.
  ///
  /// - Parameters:
  ///   - transport: what kind of socket the client has connected.
  ///   - source: the client's address.
  ///   - destination: what the client connected to.
  /// - Throws: `.mixedFamilies`; `.unusableFamily` for others than IPv4, IPv6 and Unix.
  public init(
    _ transport: Transport = .stream,
    from source: SocketAddress,
    to destination: SocketAddress
  ) throws(ProxyEncodingError) {
    guard source.family == destination.family else { throw .mixedFamilies }
    guard let source = Self.expressible(source), let destination = Self.expressible(destination)
    else { throw .unusableFamily(source.family) }
    self.init(unchecked: transport, source, destination)
  }

  /// The caller has made sure that the addresses are of one family and can be said.
  init(unchecked transport: Transport, _ source: SocketAddress, _ destination: SocketAddress) {
    self.transport = transport
    self.source = source
    self.destination = destination
  }

  private static func expressible(_ address: SocketAddress) -> SocketAddress? {
    if let ip = address.ip, let port = address.port { return SocketAddress(ip, port: port) }
    guard let unix = address.unix else { return nil }
    guard case .abstract(let name) = unix.kind else { return address }
    let end = name.lastIndex { $0 != 0 }
    guard let end else { return SocketAddress(UnixAddress.unnamed) }
    return (try? UnixAddress(abstractName: Array(name[...end]))).map { SocketAddress($0) }
  }
}
