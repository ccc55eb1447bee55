import SocketAddresses
import TestSupport
import Testing

struct IPv6AddressTests {
  static let address = IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0x1234, 0xabcd, 0xff)

  @Test func `halves, bits, segments and octets are four views of one value`() {
    let address = Self.address
    #expect(address.high == 0x2001_0db8_0000_0000)
    #expect(address.low == 0x0000_1234_abcd_00ff)
    #expect(address.bits == 0x2001_0db8_0000_0000_0000_1234_abcd_00ff)
    #expect(address == IPv6Address(high: address.high, low: address.low))
    #expect(address == IPv6Address(bits: address.bits))
    let segments = address.segments
    #expect(
      segments.indices.map { segments[$0] } == [0x2001, 0xdb8, 0, 0, 0, 0x1234, 0xabcd, 0xff]
    )
    let octets = address.octets
    #expect(
      octets.indices.map { octets[$0] }
        == [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0x12, 0x34, 0xab, 0xcd, 0, 0xff]
    )
  }

  @Test func `each view of a random address makes it again`() {
    var random = SeededGenerator()
    for _ in 0..<1_000 {
      let address = IPv6Address(bits: random.sparseBits())
      #expect(IPv6Address(bits: address.bits) == address, "seed \(random.seed)")
      #expect(IPv6Address(segments: address.segments) == address, "seed \(random.seed)")
      #expect(IPv6Address(octets: address.octets) == address, "seed \(random.seed)")
    }
  }

  @Test func `the constants are those of the C library and RFC 4291`() {
    #expect(IPv6Address.any.description == "::")
    #expect(IPv6Address.loopback.description == "::1")
    #expect(IPv6Address.allNodesLinkLocal.description == "ff02::1")
    #expect(IPv6Address.allRoutersLinkLocal.description == "ff02::2")
  }

  @Test func `addresses are ordered as numbers`() {
    #expect(IPv6Address(high: 0, low: .max) < IPv6Address(high: 1, low: 0))
    #expect(IPv6Address(high: 1, low: 0) < IPv6Address(high: 1, low: 1))
    #expect(!(IPv6Address.loopback < IPv6Address.loopback))
  }

  @Test func `next and previous carry from half to half and stop at the ends`() {
    #expect(IPv6Address(high: 0, low: .max).next == IPv6Address(high: 1, low: 0))
    #expect(IPv6Address(high: 1, low: 0).previous == IPv6Address(high: 0, low: .max))
    #expect(IPv6Address(bits: .max).next == nil)
    #expect(IPv6Address.any.previous == nil)
  }

  @Test func `only a mapped address has an embedded IPv4 address`() {
    #expect(IPv6Address("::ffff:127.0.0.1")?.embeddedIPv4 == .loopback)
    for text in ["::127.0.0.1", "::fffe:127.0.0.1", "::1:ffff:127.0.0.1", "1::ffff:127.0.0.1"] {
      let address = IPv6Address(text)
      #expect(address != nil)
      #expect(address?.embeddedIPv4 == nil)
    }
  }
}
