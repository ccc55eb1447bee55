internal import CFuzz
internal import SocketAddresses

/// One input as text, put to each parser.
struct TextCheck {
  private let bytes: [UInt8]
  /// Nil where the input is not UTF-8: the initialisers that take a `String` cannot get it.
  private let string: String?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    string = String(validating: bytes, as: UTF8.self)
  }

  func ipv4() throws(Violation) -> IPv4Address? {
    let address = try roundTrip(IPv4Address(utf8: bytes.span)) { IPv4Address($0) }
    let octets = parsedInC(4, 4)
    try expect(address?.octets.bytes == octets, "inet_pton and IPv4Address agree")
    if let address, let octets {
      try expect(address.description == formattedInC(4, octets), "as inet_ntop writes it")
      try expect(address.next.map { $0.previous == address } ?? true, "previous undoes next")
    }
    return address
  }

  func ipv6() throws(Violation) -> IPv6Address? {
    let address = try roundTrip(IPv6Address(utf8: bytes.span)) { IPv6Address($0) }
    let octets = parsedInC(6, 16)
    try expect(address?.octets.bytes == octets, "inet_pton and IPv6Address agree")
    if let address, let octets {
      try expect(address.description == formattedInC(6, octets), "as inet_ntop writes it")
      try expect(address.next.map { $0.previous == address } ?? true, "previous undoes next")
    }
    return address
  }

  func ip() throws(Violation) -> IPAddress? {
    let address = try roundTrip(IPAddress(utf8: bytes.span)) { IPAddress($0) }
    let either =
      IPv4Address(utf8: bytes.span).map(IPAddress.v4)
      ?? IPv6Address(utf8: bytes.span).map(IPAddress.v6)
    try expect(address == either, "an IP address is an IPv4 or an IPv6 address")
    return address
  }

  func network() throws(Violation) -> IPNetwork? {
    guard let network = try roundTrip(IPNetwork(utf8: bytes.span), { IPNetwork($0) }) else {
      return nil
    }
    try expect(network.contains(network.firstAddress), "a network contains its first address")
    try expect(network.contains(network), "a network contains itself")
    try expect(network.firstAddress <= network.lastAddress, "the last address is not before")
    let made = IPNetwork(containing: network.lastAddress, prefixLength: network.prefixLength)
    try expect(made == network, "the last address is in the same network")
    return network
  }

  func unix() throws(Violation) -> UnixAddress? {
    try roundTrip(UnixAddress(utf8: bytes.span)) { UnixAddress($0) }
  }

  func socketAddress() throws(Violation) -> SocketAddress? {
    try roundTrip(SocketAddress(utf8: bytes.span)) { SocketAddress($0) }
  }

  func endpoint() throws(Violation) -> Endpoint? {
    guard let string, let endpoint = Endpoint(string) else { return nil }
    let again = try roundTrip(endpoint) { Endpoint($0) }
    if let address = endpoint.address {
      try expect(address.port == endpoint.port, "the address has the endpoint's port")
    }
    return again
  }

  /// What was read from bytes is read from the same `String`, and from its own description.
  private func roundTrip<Value: Equatable & CustomStringConvertible>(
    _ value: Value?,
    _ read: (String) -> Value?
  ) throws(Violation) -> Value? {
    if let string {
      try expect(read(string) == value, "\(Value.self) is the same from String and bytes")
    }
    guard let value else { return nil }
    let text = value.description
    try expect(read(text) == value, "\(Value.self) reads what it writes: \(text)")
    try expect(text.isOneLine, "\(Value.self) writes one line")
    return value
  }

  private func parsedInC(_ family: Int32, _ count: Int) -> [UInt8]? {
    var address = [UInt8](repeating: 0, count: 16)
    // SAFETY: the text is as long as told, and the address has the 16 bytes that are asked for.
    let isAddress = unsafe bytes.withUnsafeBufferPointer { text in
      unsafe cfuzz_parse_address(family, text.baseAddress, text.count, &address) == 1
    }
    return isAddress ? Array(address.prefix(count)) : nil
  }

  private func formattedInC(_ family: Int32, _ octets: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: 64)
    // SAFETY: the octets are as many as the family has, and the text has the 64 bytes asked for.
    let count = unsafe cfuzz_format_address(family, octets, &text)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension String {
  /// Whether nothing in it can break or forge a line.
  fileprivate var isOneLine: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
  }
}

extension InlineArray where Element == UInt8 {
  /// The bytes in an array of their own.
  fileprivate var bytes: [UInt8] { indices.map { self[$0] } }
}
