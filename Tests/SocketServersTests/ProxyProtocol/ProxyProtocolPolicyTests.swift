import SocketServers
import Sockets
import Testing

struct ProxyProtocolPolicyTests {
  private static let networks = ["10.0.0.0/8", "2001:db8::/32", "::ffff:192.0.2.0/120"].map {
    IPNetwork($0) ?? IPNetwork(.v4(.any))
  }

  private static let peers: [(String, isProxy: Bool)] = [
    ("10.1.2.3:1", true), ("[::ffff:10.1.2.3]:1", true), ("192.0.2.9:1", true),
    ("[2001:db8::1]:1", true), ("unix:/run/x", true), ("unix:", true),
    ("unix-abstract:x", true), ("11.1.2.3:1", false), ("[::ffff:11.1.2.3]:1", false),
    ("[2001:db9::1]:1", false), ("127.0.0.1:1", false), ("[::1]:1", false),
  ]

  @Test(arguments: peers)
  func `only proxies' headers are read`(peer: String, isProxy: Bool) throws {
    let address = try #require(SocketAddress(peer))
    let closed = ProxyProtocolPolicy.required(from: Self.networks, others: .refused)
    #expect(closed.decision(for: address) == (isProxy ? .readHeader : .refuse))
    let open = ProxyProtocolPolicy.required(from: Self.networks, others: .servedDirectly)
    #expect(open.decision(for: address) == (isProxy ? .readHeader : .serveDirectly))
    #expect(ProxyProtocolPolicy.refused.decision(for: address) == .serveDirectly)
  }

  @Test func `a peer without an address is of a Unix socket`() {
    let policy = ProxyProtocolPolicy.required(from: [], others: .refused)
    #expect(policy.decision(for: nil) == .readHeader)
    #expect(policy.decision(for: .ipv4(.loopback, port: 1)) == .refuse)
    #expect(ProxyProtocolPolicy.refused.decision(for: nil) == .serveDirectly)
  }
}
