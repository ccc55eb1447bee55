import SocketAddresses
import Testing

struct IPAddressPredicatesTests {
  typealias Predicate = @Sendable (IPAddress) -> Bool

  /// Each predicate, where it holds in both versions, and where not.
  static let table: [(name: String, holds: Predicate, inside: [String], outside: [String])] = [
    ("isUnspecified", { $0.isUnspecified }, ["0.0.0.0", "::"], ["0.0.0.1", "::1"]),
    ("isLoopback", { $0.isLoopback }, ["127.9.9.9", "::1"], ["128.0.0.1", "::2"]),
    ("isPrivate", { $0.isPrivate }, ["10.1.1.1", "fd00::1"], ["11.1.1.1", "fe00::1"]),
    ("isLinkLocal", { $0.isLinkLocal }, ["169.254.1.1", "fe80::1"], ["169.253.1.1", "fec0::"]),
    ("isMulticast", { $0.isMulticast }, ["224.0.0.1", "ff02::1"], ["223.0.0.1", "fe02::1"]),
    (
      "isDocumentation", { $0.isDocumentation },
      ["192.0.2.1", "2001:db8::1"], ["192.0.3.1", "2001:db7::1"]
    ),
    (
      "isBenchmarking", { $0.isBenchmarking },
      ["198.18.0.1", "2001:2::1"], ["198.20.0.1", "2001:2:1::1"]
    ),
    ("isGlobal", { $0.isGlobal }, ["8.8.8.8", "2606:4700::1"], ["10.0.0.1", "fd00::1"]),
  ]

  @Test(arguments: table)
  func `a predicate asks the version, and IPv4 also for a mapped address`(
    name: String,
    holds: Predicate,
    inside: [String],
    outside: [String]
  ) throws {
    for (text, expected) in inside.map({ ($0, true) }) + outside.map({ ($0, false) }) {
      let address = try #require(IPAddress(text))
      #expect(holds(address) == expected, "\(name) of \(text)")
      if case .v4(let ipv4) = address {
        #expect(holds(.v6(ipv4.mappedToIPv6)) == expected, "\(name) of \(text), mapped")
      }
    }
  }
}
