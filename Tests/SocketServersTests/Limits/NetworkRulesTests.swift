import SocketServers
import Sockets
import Testing

struct NetworkRulesTests {
  private static func networks(_ texts: [String]) throws -> [IPNetwork] {
    try texts.map { try #require(IPNetwork($0)) }
  }

  /// Allowed, denied, peer, whether it is served.
  @Test(
    arguments: [
      ([], [], "192.0.2.1:1", true),
      ([], [], "[2001:db8::1]:1", true),
      (["192.0.2.0/24"], [], "192.0.2.1:1", true),
      (["192.0.2.0/24"], [], "192.0.3.1:1", false),
      (["192.0.2.0/24"], [], "[2001:db8::1]:1", false),
      (["192.0.2.0/24"], [], "[::ffff:192.0.2.1]:1", true),
      (["::ffff:192.0.2.0/120"], [], "192.0.2.1:1", true),
      (["::/0"], [], "[::ffff:192.0.2.1]:1", false),
      ([], ["192.0.2.0/24"], "[::ffff:192.0.2.1]:1", false),
      ([], ["::ffff:192.0.2.0/120"], "192.0.2.1:1", false),
      ([], ["192.0.2.0/24"], "198.51.100.1:1", true),
      (["192.0.2.0/24"], ["192.0.2.1"], "192.0.2.1:1", false),
      (["192.0.2.1"], ["192.0.2.0/24"], "192.0.2.1:1", false),
      (["192.0.2.0/24", "2001:db8::/32"], [], "[2001:db8::1]:1", true),
      (["192.0.2.0/24"], ["0.0.0.0/0", "::/0"], "unix:/run/x", true),
      (["192.0.2.0/24"], ["0.0.0.0/0", "::/0"], "unix-abstract:x", true),
    ] as [([String], [String], String, Bool)]
  )
  func `deny wins, and no networks allowed are all`(
    allowed: [String],
    denied: [String],
    peer: String,
    isServed: Bool
  ) throws {
    let rules = NetworkRules(
      allowed: try Self.networks(allowed),
      denied: try Self.networks(denied)
    )
    let address = try #require(SocketAddress(peer))
    #expect(rules.admits(address) == isServed)
  }

  @Test func `a peer without an address is served`() throws {
    #expect(NetworkRules(allowed: try Self.networks(["192.0.2.0/24"])).admits(nil))
  }
}
