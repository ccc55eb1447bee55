import SocketAddresses
import Testing

struct IPAddressTests {
  @Test func `the family tells the version`() {
    #expect(IPAddress.v4(.loopback).family == .inet)
    #expect(IPAddress.v6(.loopback).family == .inet6)
    #expect(IPAddress.v4(.loopback).bitWidth == 32)
    #expect(IPAddress.v6(.loopback).bitWidth == 128)
  }

  @Test(arguments: IPv4AddressTextTests.good)
  func `IPv4 text is an IPv4 address`(text: String, bits: UInt32) {
    #expect(IPAddress(text) == .v4(IPv4Address(bits: bits)))
    #expect(IPAddress(text)?.description == text)
  }

  @Test(arguments: IPv6AddressTextTests.good)
  func `IPv6 text is an IPv6 address`(text: String, canonical: String) throws {
    #expect(IPAddress(text) == .v6(try #require(IPv6Address(text))))
    #expect(IPAddress(text)?.description == canonical)
  }

  @Test func `text that is neither is refused`() {
    let bad = IPv4AddressTextTests.bad.filter { IPv6Address($0) == nil }
    for text in bad + IPv6AddressTextTests.bad.filter({ IPv4Address($0) == nil }) {
      #expect(IPAddress(text) == nil)
    }
  }

  @Test func `the canonical form of a mapped address is IPv4, of any other itself`() throws {
    let mapped = try #require(IPAddress("::ffff:10.1.2.3"))
    #expect(mapped.canonical == .v4(IPv4Address(10, 1, 2, 3)))
    #expect(mapped != mapped.canonical)
    for text in ["10.1.2.3", "::10.1.2.3", "2001:db8::1"] {
      let address = try #require(IPAddress(text))
      #expect(address.canonical == address)
    }
  }

  @Test func `IPv4 comes before IPv6`() {
    #expect(IPAddress.v4(.broadcast) < .v6(.any))
    #expect(IPAddress.v4(.any) < .v4(.loopback))
    #expect(IPAddress.v6(.any) < .v6(.loopback))
  }

  @Test func `the number of octets decides the version`() {
    #expect(IPAddress(octets: [127, 0, 0, 1]) == .v4(.loopback))
    #expect(IPAddress(octets: [UInt8](repeating: 0, count: 15) + [1]) == .v6(.loopback))
    for count in [0, 1, 3, 5, 15, 17, 32] {
      #expect(IPAddress(octets: [UInt8](repeating: 1, count: count)) == nil)
    }
  }

  @Test func `next and previous stay in their version`() {
    #expect(IPAddress.v4(.any).next == .v4(IPv4Address(0, 0, 0, 1)))
    #expect(IPAddress.v4(.broadcast).next == nil)
    #expect(IPAddress.v6(.any).previous == nil)
    #expect(IPAddress.v6(.loopback).previous == .v6(.any))
  }

  @Test func `the reverse name is that of the version`() {
    #expect(IPAddress.v4(.loopback).reverseName == "1.0.0.127.in-addr.arpa")
    #expect(IPAddress.v6(.loopback).reverseName.hasSuffix(".0.ip6.arpa"))
  }
}
