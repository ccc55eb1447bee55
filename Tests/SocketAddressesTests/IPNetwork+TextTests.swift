import SocketAddresses
import TestSupport
import Testing

struct IPNetworkTextTests {
  @Test func `a bare address is a network of one`() {
    #expect(IPNetwork("192.0.2.1")?.description == "192.0.2.1/32")
    #expect(IPNetwork("2001:db8::1")?.description == "2001:db8::1/128")
    #expect(IPNetwork("::ffff:1.2.3.4")?.description == "::ffff:1.2.3.4/128")
  }

  @Test func `an address in another form is written in its canonical form`() {
    #expect(IPNetwork("2001:0DB8:0::/32")?.description == "2001:db8::/32")
  }

  static let bad = [
    "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08",
    "10.0.0.0/008", "10.0.0.0/ 8", "10.0.0.0 /8", " 10.0.0.0/8", "10.0.0.0/8 ", "10.0.0.0/8/8",
    "10.0.0.0//8", "10.0.0.0/a", "10.0.0.0/256", "10.0.0.0/264", "10.0.0.0/18446744073709551624",
    "10.1.2.3/8", "10.0.0.1/31", "128.0.0.0/0", "10/8", "10.0.0/8", "010.0.0.0/8", "::/129",
    "::1/0", "::1/127", "2001:db8::1/32", "fe80::%1/10", "[::]/0", "::/１", "host/8",
    "10.0.0.0/255.0.0.0",
  ]

  @Test(arguments: bad)
  func `any other text is refused`(text: String) {
    #expect(IPNetwork(text) == nil)
  }

  @Test func `text is taken in each of its shapes`() {
    let bytes = Array("10.0.0.0/16".utf8)
    #expect(IPNetwork(utf8: bytes.span)?.prefixLength == 16)
    #expect(IPNetwork(utf8: bytes.span.extracting(0..<10))?.prefixLength == nil)
    #expect(IPNetwork("net=10.0.0.0/8".dropFirst(4))?.prefixLength == 8)
  }

  @Test func `random networks are read back from their text`() {
    var random = SeededGenerator()
    for _ in 0..<10_000 {
      let network = random.network()
      #expect(IPNetwork(network.description) == network, "seed \(random.seed)")
    }
  }

  @Test func `random texts never trap, and what is accepted is read back`() {
    var random = SeededGenerator()
    let alphabet = Array("0123456789abcdef:./ %-".unicodeScalars)
    var accepted = 0
    for _ in 0..<100_000 {
      let text = random.mutation(of: random.network().description, alphabet: alphabet)
      guard let network = IPNetwork(text) else { continue }
      accepted += 1
      #expect(IPNetwork(network.description) == network, "seed \(random.seed)")
    }
    #expect((10_000...90_000).contains(accepted), "seed \(random.seed)")
  }
}

extension SeededGenerator {
  /// A network of either version and of any size.
  mutating func network() -> IPNetwork {
    let address: IPAddress =
      Bool.random(using: &self)
      ? .v4(IPv4Address(bits: UInt32(truncatingIfNeeded: next())))
      : .v6(IPv6Address(bits: sparseBits()))
    let length = Int.random(in: 0...address.bitWidth, using: &self)
    return IPNetwork(containing: address, prefixLength: length) ?? IPNetwork(address)
  }
}
