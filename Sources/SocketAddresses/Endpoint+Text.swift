extension Endpoint: LosslessStringConvertible {
  /// The endpoint written as `HOST:PORT`, an IPv6 address in brackets: `example.com:80`,
  /// `127.0.0.1:80`, `[::1]:80`, `[fe80::1%eth0]:80`, `:80` for the wildcard.
  ///
  /// The port is always there: decimal digits without sign and leading zeros, at most 65535. `nil`
  /// for any other text, among it an IPv6 address without brackets, whose end nobody can tell from
  /// a port, brackets around anything else, and a host that breaks a rule of ``init(host:port:)``.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    guard let parts = HostAndPort(text.utf8.span) else { return nil }
    let host = String(decoding: Array(text.utf8)[parts.host], as: UTF8.self)
    guard Self.needsBrackets(host) == parts.isBracketed,
      let endpoint = try? Self(host: host, port: parts.port)
    else { return nil }
    self = endpoint
  }

  /// The endpoint in the form that ``init(_:)`` reads.
  public var description: String {
    Self.needsBrackets(host) ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  private static func needsBrackets(_ host: String) -> Bool {
    host.utf8.contains(UInt8(ascii: ":"))
  }
}
