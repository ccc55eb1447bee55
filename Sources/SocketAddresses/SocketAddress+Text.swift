extension SocketAddress: CustomStringConvertible {
  /// The address written as text, in one of four forms.
  ///
  /// - `127.0.0.1:80`, `[::1]:80`, `[fe80::1%3]:80`: an IP address and a port, the zone as a number
  ///   (names of interfaces and of hosts are the resolver's: ``Endpoint``);
  /// - `unix:PATH`, `unix-abstract:NAME`, `unix:`: a Unix address, see ``UnixAddress/init(_:)``;
  /// - `family:16:00ff`: any other family by its number, with its bytes in hexadecimal, as
  ///   ``init(family:bytes:)`` takes them.
  ///
  /// The port is always there: decimal digits without sign and leading zeros, at most 65535. `nil`
  /// for any other text, among it an IPv6 address without brackets.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    self.init(utf8: text.utf8.span)
  }

  /// The address written in the bytes of a text, by the same rules.
  ///
  /// Allocates nothing for an IP address.
  public init?(utf8 text: Span<UInt8>) {
    if let address = UnixAddress(utf8: text) {
      self.init(address)
    } else if text.starts(with: Self.familyPrefix) {
      self.init(familyAndBytes: text.extracting(droppingFirst: Self.familyPrefix.utf8.count))
    } else {
      self.init(hostAndPort: text)
    }
  }

  /// The address in the form that `init(_:)` reads, always on one line.
  ///
  /// Reading it gives an equal address, with two exceptions: no notation has a place for
  /// ``flowInformation``, which is left out, and a path of 108 bytes is shown but not read (see
  /// ``UnixAddress/description``).
  public var description: String {
    switch storage {
    case .inet(let address, let port):
      "\(address):\(port)"
    case .inet6(let address, let port, let scopeID, _):
      scopeID == 0 ? "[\(address)]:\(port)" : "[\(address)%\(scopeID)]:\(port)"
    case .unix(let address):
      address.description
    case .other(let family, let bytes):
      Self.familyPrefix + "\(family.rawValue):" + bytes.map(hexadecimalText).joined()
    }
  }

  private static let familyPrefix = "family:"

  private init?(hostAndPort text: Span<UInt8>) {
    guard let parts = HostAndPort(text) else { return nil }
    let host = text.extracting(parts.host)
    if parts.isBracketed {
      guard let zoned = ZonedIPv6Address(utf8: host) else { return nil }
      self.init(zoned.address, port: parts.port, scopeID: zoned.scopeID)
    } else {
      guard let address = IPv4Address(utf8: host) else { return nil }
      self.init(address, port: parts.port)
    }
  }

  private init?(familyAndBytes text: Span<UInt8>) {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")),
      let family = UInt16(strictDecimal: text.extracting(0..<colon)),
      let bytes = [UInt8](hexadecimal: text.extracting((colon + 1)..<text.count)),
      let address = try? Self(family: AddressFamily(rawValue: Int32(family)), bytes: bytes)
    else { return nil }
    self = address
  }
}

extension [UInt8] {
  /// The bytes written as two hexadecimal digits each, `nil` for any other text.
  fileprivate init?(hexadecimal text: Span<UInt8>) {
    guard text.count.isMultiple(of: 2) else { return nil }
    self = []
    for index in stride(from: 0, to: text.count, by: 2) {
      guard let high = hexadecimalDigit(text[index]), let low = hexadecimalDigit(text[index + 1])
      else { return nil }
      append(high << 4 | low)
    }
  }
}
