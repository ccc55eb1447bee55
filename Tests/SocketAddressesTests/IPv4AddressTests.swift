import SocketAddresses
import Testing

struct IPv4AddressTests {
  @Test func `parts, bits and octets are three views of one value`() {
    let address = IPv4Address(1, 2, 3, 4)
    #expect(address.bits == 0x0102_0304)
    #expect(address == IPv4Address(bits: 0x0102_0304))
    #expect(address == IPv4Address(octets: [1, 2, 3, 4]))
    let octets = address.octets
    #expect(octets.indices.map { octets[$0] } == [1, 2, 3, 4])
    #expect(IPv4Address(octets: octets) == address)
  }

  @Test func `the constants are those of the C library`() {
    #expect(IPv4Address.any.description == "0.0.0.0")
    #expect(IPv4Address.loopback.description == "127.0.0.1")
    #expect(IPv4Address.broadcast.description == "255.255.255.255")
    #expect(IPv4Address.allHostsGroup.description == "224.0.0.1")
  }

  @Test func `addresses are ordered as numbers and not as text`() {
    #expect(IPv4Address(9, 0, 0, 0) < IPv4Address(10, 0, 0, 0))
    #expect(IPv4Address(127, 255, 255, 255) < IPv4Address(128, 0, 0, 0))
    #expect(!(IPv4Address.loopback < IPv4Address.loopback))
  }

  @Test func `next and previous stop at the ends`() {
    #expect(IPv4Address(1, 2, 3, 255).next == IPv4Address(1, 2, 4, 0))
    #expect(IPv4Address(1, 2, 4, 0).previous == IPv4Address(1, 2, 3, 255))
    #expect(IPv4Address.broadcast.next == nil)
    #expect(IPv4Address.any.previous == nil)
  }

  @Test func `the mapped form carries the address in its last 32 bits`() {
    let mapped = IPv4Address(192, 0, 2, 128).mappedToIPv6
    #expect(mapped == IPv6Address(0, 0, 0, 0, 0, 0xffff, 0xc000, 0x0280))
    #expect(mapped.embeddedIPv4 == IPv4Address(192, 0, 2, 128))
  }

  @Test func `the reverse name has the parts in reverse`() {
    #expect(IPv4Address(192, 0, 2, 5).reverseName == "5.2.0.192.in-addr.arpa")
  }
}
