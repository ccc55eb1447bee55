import SocketAddresses
import TestSupport
import Testing

struct IPv4AddressTextTests {
  // Good and bad as Python's socket.inet_pton, on glibc 2.36, and ipaddress.IPv4Address judge them.
  static let good: [(String, UInt32)] = [
    ("0.0.0.0", 0), ("127.0.0.1", 0x7f00_0001), ("255.255.255.255", 0xffff_ffff),
    ("1.2.3.4", 0x0102_0304), ("192.168.1.10", 0xc0a8_010a), ("9.10.99.100", 0x090a_6364),
    ("200.249.250.255", 0xc8f9_faff), ("10.0.0.0", 0x0a00_0000), ("0.0.0.1", 1),
  ]

  static let bad = [
    "", "1", "1.2", "1.2.3", "1.2.3.", "1.2.3.4.", ".1.2.3.4", "1..2.3", "1.2.3.4.5", "256.0.0.1",
    "1.2.3.256", "1.2.3.300", "1.2.3.1000", "01.2.3.4", "1.2.3.04", "1.2.3.00", "00.0.0.0",
    "000.0.0.0", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4\n", "1. 2.3.4", "1.2.3.+4", "1.2.3.-4",
    "0x7f.0.0.1", "1.2.3.a", "a.b.c.d", "1,2,3,4", "127.1", "2130706433", "0x7f000001",
    "1.2.3.4/8", "1.2.3.4:80", "1.2.3.4%1", "::1.2.3.4", "１.2.3.4", "1.2.3.٤", "1.2.3。4", "....",
    "...", ".", "1.2.3.4294967297", "99999999999999999999.1.1.1", "1.2.3.4\u{301}",
  ]

  @Test(arguments: good)
  func `four decimal parts are an address and written the same`(text: String, bits: UInt32) {
    #expect(IPv4Address(text) == IPv4Address(bits: bits))
    #expect(IPv4Address(bits: bits).description == text)
    #expect(platformIPv4(text)?.bits == bits)
  }

  @Test(arguments: bad)
  func `any other text is refused, as by the C library`(text: String) {
    #expect(IPv4Address(text) == nil)
    #expect(platformIPv4(text) == nil)
  }

  @Test func `a NUL byte does not end the text`() {
    #expect(IPv4Address("1.2.3.4\0") == nil)
    #expect(IPv4Address("1.2.3.4\0.5") == nil)
  }

  @Test func `text is taken in each of its shapes`() {
    let line = "peer 192.0.2.1 ok"
    #expect(IPv4Address(line.dropFirst(5).dropLast(3)) == IPv4Address(192, 0, 2, 1))
    let bytes = Array("192.0.2.1".utf8)
    #expect(IPv4Address(utf8: bytes.span) == IPv4Address(192, 0, 2, 1))
    #expect(IPv4Address(utf8: bytes.span.extracting(0..<8)) == nil)
  }

  @Test func `random addresses are written as the C library writes them and read back`() {
    var random = SeededGenerator()
    for _ in 0..<10_000 {
      let address = IPv4Address(bits: UInt32(truncatingIfNeeded: random.next()))
      #expect(address.description == platformText(address), "seed \(random.seed)")
      #expect(IPv4Address(address.description) == address, "seed \(random.seed)")
    }
  }

  @Test func `random texts are judged as by the C library`() {
    var random = SeededGenerator()
    let alphabet = Array("0123456789..:x -é".unicodeScalars)
    var accepted = 0
    for _ in 0..<100_000 {
      let address = IPv4Address(bits: UInt32(truncatingIfNeeded: random.next()))
      let text = random.mutation(of: address.description, alphabet: alphabet)
      let parsed = IPv4Address(text)
      accepted += parsed == nil ? 0 : 1
      guard parsed == platformIPv4(text) else {
        Issue.record("\(text.debugDescription) is judged differently, seed \(random.seed)")
        continue
      }
    }
    #expect((10_000...90_000).contains(accepted), "seed \(random.seed)")
  }
}
