import SocketAddresses
import Testing

struct EndpointTests {
  @Test(arguments: [
    "", "example.com", "example.com.", "localhost", "a_b", "127.0.0.1", "127.1", "::1", "::",
    "fe80::1%3", "fe80::1%eth0", "bücher.example", "地瓜", "a%b", "-",
  ])
  func `names, addresses and the wildcard are hosts`(host: String) throws {
    let endpoint = try Endpoint(host: host, port: 80)
    #expect(endpoint.host == host)
    #expect(endpoint.port == 80)
    #expect(endpoint.isWildcard == host.isEmpty)
  }

  static let forbidden: [(String, Unicode.Scalar)] = [
    ("a b", " "), (" a", " "), ("a\n", "\n"), ("a\0", "\0"), ("a\u{7f}", "\u{7f}"),
    ("a\u{a0}b", "\u{a0}"), ("a\u{85}", "\u{85}"), ("a\u{2028}", "\u{2028}"), ("[::1]", "["),
    ("a]", "]"), ("a/b", "/"), ("user@host", "@"), ("a?b", "?"), ("a#b", "#"), (#"a\b"#, "\\"),
    ("fe80::1%a b", " "),
  ]

  @Test(arguments: forbidden)
  func `a character that no host has is refused`(host: String, character: Unicode.Scalar) {
    #expect(throws: AddressError.hostContains(character)) { try Endpoint(host: host, port: 80) }
  }

  @Test(arguments: ["a:80", ":", "::1:", "1:2:3", "::1%", "::g", "z::1%1", "::1.2.3"])
  func `a colon outside of an IPv6 address is refused`(host: String) {
    #expect(throws: AddressError.hostContainsColon) { try Endpoint(host: host, port: 80) }
  }

  @Test func `a host has up to 253 bytes`() throws {
    #expect(Endpoint.hostBytesMax == 253)
    let longest = String(repeating: "a", count: 253)
    #expect(try Endpoint(host: longest, port: 80).host == longest)
    #expect(throws: AddressError.hostTooLong(bytes: 254)) {
      try Endpoint(host: longest + "a", port: 80)
    }
    #expect(throws: AddressError.hostTooLong(bytes: 254)) {
      try Endpoint(host: String(repeating: "é", count: 127), port: 80)
    }
  }

  static let numeric: [(String, String?)] = [
    ("127.0.0.1", "127.0.0.1:80"), ("::1", "[::1]:80"), ("0:0::1", "[::1]:80"),
    ("fe80::1%3", "[fe80::1%3]:80"), ("::ffff:1.2.3.4", "[::ffff:1.2.3.4]:80"),
    ("fe80::1%eth0", nil), ("", nil), ("example.com", nil), ("127.1", nil), ("1.2.3.4.5", nil),
    ("fe80::1%03", nil), ("127.0.0.1%1", nil),
  ]

  @Test(arguments: numeric)
  func `a numeric host is an address, any other is the resolver's`(
    host: String,
    address: String?
  ) throws {
    #expect(try Endpoint(host: host, port: 80).address?.description == address)
  }

  @Test func `an address makes an endpoint`() {
    let endpoint = Endpoint(.v6(.loopback), port: 443)
    #expect(endpoint.host == "::1")
    #expect(endpoint.address == .ipv6(.loopback, port: 443))
    #expect(Endpoint(.v4(.loopback), port: 1).address == .ipv4(.loopback, port: 1))
  }

  @Test func `the port can be changed`() throws {
    let endpoint = try Endpoint(host: "example.com", port: 80)
    #expect(try endpoint.withPort(81) == Endpoint(host: "example.com", port: 81))
  }
}
