import SocketAddresses
import TestSupport
import Testing

struct IPNetworkTests {
  // Verified with Python's ipaddress.ip_network.
  static let table: [(text: String, first: String, last: String, netmask: String)] = [
    ("10.0.0.0/8", "10.0.0.0", "10.255.255.255", "255.0.0.0"),
    ("0.0.0.0/0", "0.0.0.0", "255.255.255.255", "0.0.0.0"),
    ("192.168.1.128/25", "192.168.1.128", "192.168.1.255", "255.255.255.128"),
    ("192.0.2.1/32", "192.0.2.1", "192.0.2.1", "255.255.255.255"),
    ("192.0.2.2/31", "192.0.2.2", "192.0.2.3", "255.255.255.254"),
    ("2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff::"),
    ("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::"),
    ("::1/128", "::1", "::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("fe80::/10", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffc0::"),
    ("2001:db8::/65", "2001:db8::", "2001:db8::7fff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:8000::"),
  ]

  @Test(arguments: table)
  func `a network has its first and last address and its mask`(
    text: String,
    first: String,
    last: String,
    netmask: String
  ) throws {
    let network = try #require(IPNetwork(text))
    #expect(network.firstAddress == IPAddress(first))
    #expect(network.lastAddress == IPAddress(last))
    #expect(network.netmask == IPAddress(netmask))
    #expect(network.description == text)
    let address = try #require(IPAddress(last))
    #expect(IPNetwork(containing: address, netmask: network.netmask) == network)
    #expect(IPNetwork(containing: address, prefixLength: network.prefixLength) == network)
    #expect(IPNetwork(address: network.firstAddress, prefixLength: network.prefixLength) == network)
    #expect(network.family == address.family)
  }

  @Test func `an address with bits after the prefix is refused, or cut when asked for`() throws {
    let address = try #require(IPAddress("10.1.2.3"))
    #expect(IPNetwork(address: address, prefixLength: 8) == nil)
    #expect(IPNetwork(containing: address, prefixLength: 8)?.description == "10.0.0.0/8")
    #expect(IPNetwork(containing: address, prefixLength: 0)?.description == "0.0.0.0/0")
    #expect(IPNetwork(address: address, prefixLength: 32) == IPNetwork(address))
  }

  @Test(arguments: [-1, 33, 128, .max, .min])
  func `a prefix length that IPv4 does not have is refused`(prefixLength: Int) {
    #expect(IPNetwork(address: .v4(.any), prefixLength: prefixLength) == nil)
    #expect(IPNetwork(containing: .v4(.loopback), prefixLength: prefixLength) == nil)
  }

  @Test func `a prefix length that IPv6 does not have is refused`() {
    #expect(IPNetwork(address: .v6(.any), prefixLength: 128) != nil)
    #expect(IPNetwork(address: .v6(.any), prefixLength: 129) == nil)
  }

  @Test(arguments: ["255.0.255.0", "0.0.0.1", "0.255.255.255", "255.255.255.253", "ffff::"])
  func `a mask with holes or of the other family is refused`(netmask: String) throws {
    let netmask = try #require(IPAddress(netmask))
    #expect(IPNetwork(containing: .v4(.loopback), netmask: netmask) == nil)
  }

  @Test func `every prefix length makes the mask that gives it back`() throws {
    for address in [IPAddress.v4(.broadcast), .v6(IPv6Address(bits: .max))] {
      for length in 0...address.bitWidth {
        let network = try #require(IPNetwork(containing: address, prefixLength: length))
        #expect(network.prefixLength == length)
        #expect(IPNetwork(containing: address, netmask: network.netmask) == network)
      }
    }
  }

  @Test func `the canonical form of a mapped network is IPv4, of any other itself`() {
    #expect(IPNetwork("::ffff:10.0.0.0/104")?.canonical == IPNetwork("10.0.0.0/8"))
    #expect(IPNetwork("::ffff:0.0.0.0/96")?.canonical == IPNetwork("0.0.0.0/0"))
    #expect(IPNetwork("::ffff:1.2.3.4")?.canonical == IPNetwork("1.2.3.4"))
    for text in ["10.0.0.0/8", "::/0", "::fffe:0:0/95", "2001:db8::/96"] {
      #expect(IPNetwork(text)?.canonical == IPNetwork(text))
    }
  }

  @Test func `networks are ordered by their first address, larger ones first`() {
    let texts = ["10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "11.0.0.0/8", "::/0", "::/8", "::1"]
    let networks = texts.compactMap { IPNetwork($0) }
    var random = SeededGenerator()
    #expect(networks.count == texts.count)
    #expect(networks.shuffled(using: &random).sorted() == networks, "seed \(random.seed)")
  }
}
