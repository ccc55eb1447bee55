import SocketAddresses
import Testing

struct IPNetworkSubdivisionTests {
  @Test func `a network is made of its subnetworks`() throws {
    let network = try #require(IPNetwork("10.0.0.0/22"))
    let parts = try #require(network.subnetworks(prefixLength: 24)).map(\.description)
    #expect(parts == ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24"])
    #expect(try #require(network.subnetworks(prefixLength: 22)).map { $0 } == [network])
    #expect(network.subnetworks(prefixLength: 21) == nil)
    #expect(network.subnetworks(prefixLength: 33) == nil)
    #expect(network.subnetworks(prefixLength: -1) == nil)
  }

  @Test func `subnetworks end with the last address of the version`() throws {
    let ipv4 = try #require(IPNetwork("0.0.0.0/0")?.subnetworks(prefixLength: 2))
    #expect(ipv4.map(\.description) == ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"])
    let ipv6 = try #require(IPNetwork("::/0")?.subnetworks(prefixLength: 1))
    #expect(ipv6.map(\.description) == ["::/1", "8000::/1"])
  }

  @Test func `the largest network is walked without being held`() throws {
    let network = try #require(IPNetwork("::/0"))
    let third = network.addresses.prefix(3).map { $0 }.last
    #expect(third == IPAddress("::2"))
  }

  @Test func `the addresses of a network run from the first to the last`() throws {
    let network = try #require(IPNetwork("192.0.2.252/30"))
    #expect(
      network.addresses.map(\.description)
        == ["192.0.2.252", "192.0.2.253", "192.0.2.254", "192.0.2.255"]
    )
    #expect(IPNetwork(.v6(.loopback)).addresses.map { $0 } == [.v6(.loopback)])
  }

  @Test func `a network lies in its supernetworks`() throws {
    let network = try #require(IPNetwork("10.1.2.0/24"))
    #expect(network.supernetwork(prefixLength: 16)?.description == "10.1.0.0/16")
    #expect(network.supernetwork(prefixLength: 0)?.description == "0.0.0.0/0")
    #expect(network.supernetwork(prefixLength: 24) == network)
    #expect(network.supernetwork(prefixLength: 25) == nil)
    #expect(network.supernetwork(prefixLength: -1) == nil)
  }
}
