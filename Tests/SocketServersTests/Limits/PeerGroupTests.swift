import SocketServers
import Sockets
import Testing

struct PeerGroupTests {
  @Test(arguments: [
    ("192.0.2.1:80", "192.0.2.1/32"),
    ("[::ffff:192.0.2.1]:80", "192.0.2.1/32"),
    ("[2001:db8:1:2:3:4:5:6]:80", "2001:db8:1:2::/64"),
    ("[fe80::1%3]:80", "fe80::/64"),
    ("unix:/run/x", nil),
    ("unix-abstract:x", nil),
  ])
  func `peers are grouped by the first bits of their address`(text: String, group: String?) {
    #expect(PeerGroup(of: SocketAddress(text))?.description == group)
  }

  @Test func `a peer without an address has no group`() {
    #expect(PeerGroup(of: nil) == nil)
  }

  @Test func `the number of bits can be chosen`() {
    let grouping = PeerGrouping(ipv4PrefixLength: 24, ipv6PrefixLength: 48)
    let first = PeerGroup(of: SocketAddress("192.0.2.1:1"), by: grouping)
    #expect(first == PeerGroup(of: SocketAddress("192.0.2.255:2"), by: grouping))
    #expect(first != PeerGroup(of: SocketAddress("192.0.3.1:1"), by: grouping))
    #expect(
      PeerGroup(of: SocketAddress("[2001:db8:1:2::1]:1"), by: grouping)?.description
        == "2001:db8:1::/48"
    )
  }

  @Test func `numbers of bits that do not exist are the nearest that do`() {
    let all = PeerGrouping(ipv4PrefixLength: -1, ipv6PrefixLength: -1)
    #expect(all == PeerGrouping(ipv4PrefixLength: 0, ipv6PrefixLength: 0))
    let single = PeerGrouping(ipv4PrefixLength: 33, ipv6PrefixLength: 129)
    #expect(single == PeerGrouping(ipv4PrefixLength: 32, ipv6PrefixLength: 128))
  }

  @Test func `with no bits all peers of a version are one group`() {
    let grouping = PeerGrouping(ipv4PrefixLength: 0, ipv6PrefixLength: 0)
    #expect(PeerGroup(of: SocketAddress("192.0.2.1:1"), by: grouping)?.description == "0.0.0.0/0")
    #expect(PeerGroup(of: SocketAddress("[2001:db8::1]:1"), by: grouping)?.description == "::/0")
  }
}
