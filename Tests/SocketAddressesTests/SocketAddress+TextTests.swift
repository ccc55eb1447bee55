import SocketAddresses
import TestSupport
import Testing

struct SocketAddressTextTests {
  static let table: [(SocketAddress, String)] = [
    (.ipv4(.loopback, port: 80), "127.0.0.1:80"), (.ipv4(.any, port: 0), "0.0.0.0:0"),
    (.ipv4(.broadcast, port: 65535), "255.255.255.255:65535"),
    (.ipv6(.loopback, port: 80), "[::1]:80"), (.ipv6(.any, port: 0), "[::]:0"),
    (.ipv6(IPv6Address(0xfe80, 0, 0, 0, 0, 0, 0, 1), port: 80, scopeID: 3), "[fe80::1%3]:80"),
    (.ipv6(.any, port: 1, scopeID: .max), "[::%4294967295]:1"),
    (.ipv6(IPv4Address(1, 2, 3, 4).mappedToIPv6, port: 5), "[::ffff:1.2.3.4]:5"),
    (SocketAddress(.unnamed), "unix:"), (.noPeer, "family:0:"),
  ]

  @Test(arguments: table)
  func `an address is written in the form that is read`(address: SocketAddress, text: String) {
    #expect(address.description == text)
    #expect(SocketAddress(text) == address)
    #expect(SocketAddress(utf8: Array(text.utf8).span) == address)
  }

  @Test func `Unix and other families have their prefixes`() throws {
    #expect(try SocketAddress.unix(path: "/run/a:80").description == "unix:/run/a:80")
    #expect(try SocketAddress.unix(abstractName: "a\0").description == #"unix-abstract:a\x00"#)
    #expect(try SocketAddress("unix:/run/a:80") == .unix(path: "/run/a:80"))
    #expect(try SocketAddress("unix-abstract:80") == .unix(abstractName: "80"))
    let netlink = try SocketAddress(family: AddressFamily(rawValue: 16), bytes: [0, 0xff, 0x10])
    #expect(netlink.description == "family:16:00ff10")
    #expect(SocketAddress("family:16:00FF10") == netlink)
    let ipv4 = SocketAddress("family:2:0050" + "7f000001" + "0000000000000000")
    #expect(ipv4 == .ipv4(.loopback, port: 80))
  }

  @Test func `the zone number zero is no zone`() {
    #expect(SocketAddress("[fe80::1%0]:80") == SocketAddress("[fe80::1]:80"))
  }

  @Test func `flow information has no place in the text`() throws {
    let address = try SocketAddress(.loopback, port: 80, scopeID: 2, flowInformation: 7)
    #expect(address.description == "[::1%2]:80")
  }

  static let bad = [
    "", ":", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:-1", "127.0.0.1:+80", "127.0.0.1:080",
    "127.0.0.1:65536", "127.0.0.1:655360", "127.0.0.1:18446744073709551696", "127.0.0.1:80 ",
    " 127.0.0.1:80", "127.0.0.1 :80", "127.0.0.1:80:", "127.0.0.1:80:80", "127.0.0.1:http",
    "127.0.0.1:0x50", "127.0.0.1:８０", "127.1:80", "[127.0.0.1]:80", "localhost:80", "::1:80",
    "::1", "[::1]", "[::1]:", "[::1]80", "[::1]:-1", "[::1]:65536", "[::1]:08", "[::1", "::1]:80",
    "[]:80", "[", "]", "[]", "[]:", "[[::1]]:80", "[::1]]:80", "[::1%]:80", "[::1%eth0]:80",
    "[::1%-1]:80", "[::1%03]:80", "[::1%4294967296]:80", "[::1%1%1]:80", "[%1]:80", "[::1 ]:80",
    "127.0.0.1%1:80", "family:", "family:16", "family:16:0", "family:16:0g", "family:65536:00",
    "family:-1:00", "family:016:00", "family::00", "family:2:00",
    "family:16:" + String(repeating: "00", count: 127), "tcp://127.0.0.1:80", "127.0.0.1:80\0",
    "\0", "127.0.0.1:80\u{301}",
  ]

  @Test(arguments: bad)
  func `any other text is refused`(text: String) {
    #expect(SocketAddress(text) == nil)
  }

  @Test func `a text cut off anywhere is refused or another address`() {
    for (address, text) in Self.table where address.ip != nil {
      for count in 0..<text.count {
        let prefix = text.prefix(count)
        #expect(SocketAddress(prefix).map { $0.description == prefix } != false)
        #expect(SocketAddress(prefix) != address)
      }
    }
  }

  @Test func `random texts never trap, and what is accepted is read back`() {
    var random = SeededGenerator()
    let alphabet = Array("0123456789abcf::..[]%-+ x/\\\0é".unicodeScalars)
    var accepted = 0
    for _ in 0..<100_000 {
      let text = random.mutation(of: random.ipSocketAddress().description, alphabet: alphabet)
      guard let address = SocketAddress(text) else { continue }
      accepted += 1
      #expect(SocketAddress(address.description) == address, "seed \(random.seed)")
    }
    #expect((10_000...90_000).contains(accepted), "seed \(random.seed)")
  }
}

extension SeededGenerator {
  /// An IPv4 or IPv6 address with any port and scope id, without flow information.
  mutating func ipSocketAddress() -> SocketAddress {
    let port = UInt16(truncatingIfNeeded: next())
    if Bool.random(using: &self) {
      return .ipv4(IPv4Address(bits: UInt32(truncatingIfNeeded: next())), port: port)
    }
    let scopeID = Bool.random(using: &self) ? 0 : UInt32(truncatingIfNeeded: next())
    return .ipv6(IPv6Address(bits: sparseBits()), port: port, scopeID: scopeID)
  }
}
