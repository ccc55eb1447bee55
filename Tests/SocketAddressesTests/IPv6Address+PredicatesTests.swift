import SocketAddresses
import Testing

struct IPv6AddressPredicatesTests {
  typealias Predicate = @Sendable (IPv6Address) -> Bool

  /// Each predicate and the networks where it holds.
  static let ranges: [(name: String, holds: Predicate, networks: [String])] = [
    ("isUnspecified", { $0.isUnspecified }, ["::/128"]),
    ("isLoopback", { $0.isLoopback }, ["::1/128"]),
    ("isMulticast", { $0.isMulticast }, ["ff00::/8"]),
    ("isLinkLocal", { $0.isLinkLocal }, ["fe80::/10"]),
    ("isUniqueLocal", { $0.isUniqueLocal }, ["fc00::/7"]),
    ("isDocumentation", { $0.isDocumentation }, ["2001:db8::/32", "3fff::/20"]),
    ("isBenchmarking", { $0.isBenchmarking }, ["2001:2::/48"]),
    ("isIPv4Mapped", { $0.isIPv4Mapped }, ["::ffff:0:0/96"]),
  ]

  @Test(arguments: ranges)
  func `a predicate holds from the first to the last address of its networks and not beside them`(
    name: String,
    holds: Predicate,
    networks: [String]
  ) throws {
    for text in networks {
      let (first, last) = try Self.ends(of: text)
      #expect(holds(first) && holds(last), "\(name) in \(text)")
      if let before = first.previous { #expect(!holds(before), "\(name) before \(text)") }
      if let after = last.next { #expect(!holds(after), "\(name) after \(text)") }
    }
  }

  /// The rows of the registry, and whether it has them globally reachable.
  static let registry: [(String, Bool)] = [
    ("::/128", false), ("::1/128", false), ("::ffff:0:0/96", false), ("64:ff9b::/96", true),
    ("64:ff9b:1::/48", false), ("100::/64", false), ("100:0:0:1::/64", false),
    ("2001::/32", false), ("2001:1::/128", false), ("2001:1::1/128", true),
    ("2001:1::2/128", true), ("2001:1::3/128", true), ("2001:1::4/128", false),
    ("2001:2::/48", false), ("2001:3::/32", true), ("2001:4:112::/48", true),
    ("2001:4:113::/48", false), ("2001:10::/28", false), ("2001:20::/28", true),
    ("2001:30::/28", true), ("2001:40::/26", false), ("2001:1ff::/32", false),
    ("2001:200::/23", true), ("2001:db8::/32", false), ("2001:db9::/32", true),
    ("2002::/16", false), ("2003::/16", true), ("2620:4f:8000::/48", true), ("3fff::/20", false),
    ("3fff:1000::/20", true), ("5f00::/16", false), ("5f01::/16", true), ("fc00::/7", false),
    ("fe00::/9", true), ("fe80::/10", false), ("ff00::/8", true), ("2606:4700::/32", true),
  ]

  @Test(arguments: registry)
  func `the registry says what is global`(network: String, isGlobal: Bool) throws {
    let (first, last) = try Self.ends(of: network)
    #expect(first.isGlobal == isGlobal)
    #expect(last.isGlobal == isGlobal)
  }

  @Test(arguments: [
    ("ff01::1", IPv6Address.MulticastScope.interfaceLocal), ("ff02::1", .linkLocal),
    ("ff03::1", .realmLocal), ("ff04::1", .adminLocal), ("ff05::2", .siteLocal),
    ("ff18::1", .organizationLocal), ("ff0e::101", .global), ("fe02::1", nil), ("::1", nil),
  ])
  func `a group has the scope of its four bits`(
    text: String,
    scope: IPv6Address.MulticastScope?
  ) throws {
    #expect(try #require(IPv6Address(text)).multicastScope == scope)
  }

  static func ends(of network: String) throws -> (first: IPv6Address, last: IPv6Address) {
    let network = try #require(IPNetwork(network))
    guard case .v6(let first) = network.firstAddress, case .v6(let last) = network.lastAddress
    else {
      throw NotIPv6()
    }
    return (first, last)
  }

  struct NotIPv6: Error {}
}
