import SocketAddresses
import TestSupport
import Testing

struct IPNetworkContainmentTests {
  static let addresses: [(network: String, inside: [String], outside: [String])] = [
    (
      "10.0.0.0/8",
      ["10.0.0.0", "10.255.255.255", "::ffff:10.1.2.3"],
      ["9.255.255.255", "11.0.0.0", "::10.1.2.3", "::ffff:11.0.0.0", "a00::"]
    ),
    ("0.0.0.0/0", ["0.0.0.0", "255.255.255.255", "::ffff:1.2.3.4"], ["::", "::1.2.3.4"]),
    ("192.0.2.1/32", ["192.0.2.1", "::ffff:192.0.2.1"], ["192.0.2.0", "192.0.2.2"]),
    (
      "2001:db8::/32", ["2001:db8::", "2001:db8:ffff::1"],
      ["2001:db7:ffff::", "2001:db9::", "10.0.0.1"]
    ),
    ("::/0", ["::", "::1", "ffff::"], ["1.2.3.4", "::ffff:1.2.3.4"]),
    ("::1/128", ["::1"], ["::", "::2", "127.0.0.1"]),
    ("::ffff:10.0.0.0/104", ["10.1.2.3", "::ffff:10.1.2.3"], ["11.0.0.0", "::ffff:11.0.0.0"]),
    ("::fffe:0:0/95", ["::fffe:1.2.3.4"], ["::ffff:1.2.3.4", "1.2.3.4"]),
  ]

  @Test(arguments: addresses)
  func `a network contains its addresses, mapped ones as IPv4`(
    network: String,
    inside: [String],
    outside: [String]
  ) throws {
    let network = try #require(IPNetwork(network))
    for text in inside {
      #expect(network.contains(try #require(IPAddress(text))), "\(text)")
    }
    for text in outside {
      #expect(!network.contains(try #require(IPAddress(text))), "\(text)")
    }
  }

  static let networks: [(String, String, contains: Bool, overlaps: Bool)] = [
    ("10.0.0.0/8", "10.0.0.0/8", true, true), ("10.0.0.0/8", "10.1.0.0/16", true, true),
    ("10.1.0.0/16", "10.0.0.0/8", false, true), ("10.0.0.0/8", "11.0.0.0/8", false, false),
    ("10.0.0.0/9", "10.128.0.0/9", false, false), ("0.0.0.0/0", "10.0.0.0/8", true, true),
    ("::/0", "10.0.0.0/8", false, false), ("::/0", "2001:db8::/32", true, true),
    ("0.0.0.0/0", "::/0", false, false), ("10.0.0.0/8", "::ffff:10.1.0.0/112", true, true),
    ("::ffff:10.0.0.0/104", "10.1.0.0/16", true, true), ("::/0", "::ffff:0:0/96", false, false),
    ("2001:db8::/32", "2001:db8:1::/48", true, true), ("fe80::/10", "fec0::/10", false, false),
  ]

  @Test(arguments: networks)
  func `networks contain and overlap each other`(
    first: String,
    second: String,
    contains: Bool,
    overlaps: Bool
  ) throws {
    let first = try #require(IPNetwork(first))
    let second = try #require(IPNetwork(second))
    #expect(first.contains(second) == contains)
    #expect(first.overlaps(second) == overlaps)
    #expect(second.overlaps(first) == overlaps)
  }

  @Test func `a random network contains its ends and nothing beside them`() {
    var random = SeededGenerator()
    for _ in 0..<10_000 {
      let network = random.network().canonical
      // An IPv6 network around the mapped range has IPv4 addresses at its ends.
      guard network.firstAddress.canonical == network.firstAddress,
        network.lastAddress.canonical == network.lastAddress
      else { continue }
      #expect(network.contains(network.firstAddress), "seed \(random.seed)")
      #expect(network.contains(network.lastAddress), "seed \(random.seed)")
      if let before = network.firstAddress.previous {
        #expect(!network.contains(before), "seed \(random.seed)")
      }
      if let after = network.lastAddress.next {
        #expect(!network.contains(after), "seed \(random.seed)")
      }
    }
  }
}
