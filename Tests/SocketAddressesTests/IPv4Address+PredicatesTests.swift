import SocketAddresses
import Testing

struct IPv4AddressPredicatesTests {
  typealias Predicate = @Sendable (IPv4Address) -> Bool

  /// Each predicate and all the ranges where it holds, as first and last address.
  static let ranges: [(name: String, holds: Predicate, ranges: [(String, String)])] = [
    ("isUnspecified", { $0.isUnspecified }, [("0.0.0.0", "0.0.0.0")]),
    ("isLoopback", { $0.isLoopback }, [("127.0.0.0", "127.255.255.255")]),
    (
      "isPrivate", { $0.isPrivate },
      [
        ("10.0.0.0", "10.255.255.255"), ("172.16.0.0", "172.31.255.255"),
        ("192.168.0.0", "192.168.255.255"),
      ]
    ),
    ("isLinkLocal", { $0.isLinkLocal }, [("169.254.0.0", "169.254.255.255")]),
    ("isMulticast", { $0.isMulticast }, [("224.0.0.0", "239.255.255.255")]),
    ("isBroadcast", { $0.isBroadcast }, [("255.255.255.255", "255.255.255.255")]),
    ("isShared", { $0.isShared }, [("100.64.0.0", "100.127.255.255")]),
    (
      "isDocumentation", { $0.isDocumentation },
      [
        ("192.0.2.0", "192.0.2.255"), ("198.51.100.0", "198.51.100.255"),
        ("203.0.113.0", "203.0.113.255"),
      ]
    ),
    ("isBenchmarking", { $0.isBenchmarking }, [("198.18.0.0", "198.19.255.255")]),
    ("isReserved", { $0.isReserved }, [("240.0.0.0", "255.255.255.255")]),
    (
      "is not global", { !$0.isGlobal },
      [
        ("0.0.0.0", "0.255.255.255"), ("10.0.0.0", "10.255.255.255"),
        ("100.64.0.0", "100.127.255.255"), ("127.0.0.0", "127.255.255.255"),
        ("169.254.0.0", "169.254.255.255"), ("172.16.0.0", "172.31.255.255"),
        ("192.0.0.0", "192.0.0.8"), ("192.0.0.11", "192.0.0.255"), ("192.0.2.0", "192.0.2.255"),
        ("192.168.0.0", "192.168.255.255"), ("198.18.0.0", "198.19.255.255"),
        ("198.51.100.0", "198.51.100.255"), ("203.0.113.0", "203.0.113.255"),
        ("240.0.0.0", "255.255.255.255"),
      ]
    ),
  ]

  @Test(arguments: ranges)
  func `a predicate holds from the first to the last address of its ranges and not beside them`(
    name: String,
    holds: Predicate,
    ranges: [(String, String)]
  ) throws {
    for (first, last) in ranges {
      let first = try #require(IPv4Address(first))
      let last = try #require(IPv4Address(last))
      #expect(holds(first) && holds(last), "\(name) in \(first)")
      #expect(holds(IPv4Address(bits: first.bits + (last.bits - first.bits) / 2)))
      if let before = first.previous { #expect(!holds(before), "\(name) before \(first)") }
      if let after = last.next { #expect(!holds(after), "\(name) after \(last)") }
    }
  }

  @Test(arguments: ["8.8.8.8", "1.1.1.1", "192.0.0.9", "192.0.0.10", "224.0.0.1", "192.88.99.1"])
  func `an address that no registry restricts is global`(text: String) throws {
    #expect(try #require(IPv4Address(text)).isGlobal)
  }
}
