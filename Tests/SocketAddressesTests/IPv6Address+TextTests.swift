import SocketAddresses
import TestSupport
import Testing

struct IPv6AddressTextTests {
  // Good and bad as Python's socket.inet_pton, on glibc 2.36, judges them, and what inet_ntop
  // writes.
  static let good: [(String, String)] = [
    ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("1::1", "1::1"), ("::ffff", "::ffff"),
    ("::1:0", "::0.1.0.0"), ("::1:2", "::0.1.0.2"), ("::ffff:0", "::255.255.0.0"),
    ("::ffff:0:0", "::ffff:0.0.0.0"), ("::ffff:1.2.3.4", "::ffff:1.2.3.4"),
    ("::ffff:255.255.255.255", "::ffff:255.255.255.255"), ("::1.2.3.4", "::1.2.3.4"),
    ("::0.0.0.0", "::"), ("::0.0.0.1", "::1"), ("::0.1.0.0", "::0.1.0.0"),
    ("::1:1.2.3.4", "::1:102:304"), ("1::1.2.3.4", "1::102:304"),
    ("::ffff:0:1.2.3.4", "::ffff:0:102:304"), ("64:ff9b::1.2.3.4", "64:ff9b::102:304"),
    ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
    ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
    ("1::3:4:5:6:7:8", "1:0:3:4:5:6:7:8"), ("1:2:3:4::5:6:7", "1:2:3:4:0:5:6:7"),
    ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:0:0:2:0:0:3", "1::2:0:0:3"),
    ("1:0:0:2:0:0:3:4", "1::2:0:0:3:4"), ("1:0:2:0:3:0:4:0", "1:0:2:0:3:0:4:0"),
    ("0:1:0:1:0:1:0:1", "0:1:0:1:0:1:0:1"), ("0:0:1:0:0:1:0:0", "::1:0:0:1:0:0"),
    ("2001:db8::1", "2001:db8::1"), ("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"),
    ("2001:DB8::ABCD", "2001:db8::abcd"), ("fe80::1", "fe80::1"), ("ff02::1", "ff02::1"),
    ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("0:0:0:0:0:0:0:0", "::"), ("0000:0000:0000:0000:0000:0000:0000:0000", "::"),
    ("0:0:0:0:0:ffff:1.2.3.4", "::ffff:1.2.3.4"), ("0:0:0:0:0:fffe:102:304", "::fffe:102:304"),
    ("1:2:3:4:5:0:0:8", "1:2:3:4:5::8"), ("0:0:0:0:1:0:0:0", "::1:0:0:0"),
    ("::1:0:0:0", "::1:0:0:0"), ("1:2::", "1:2::"), ("::5:6:0:0", "::5:6:0:0"),
    ("0:2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:7:0", "1:2:3:4:5:6:7:0"),
    ("abcd:ef01:2345:6789:abcd:ef01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789"),
    ("a:b:c:d:e:f:A:B", "a:b:c:d:e:f:a:b"), ("1:2:3:4:5::1.2.3.4", "1:2:3:4:5:0:102:304"),
    ("::1:2:3:4:5:1.2.3.4", "0:1:2:3:4:5:102:304"),
  ]

  static let bad = [
    "", ":", ":::", "::::", "1", "1:", ":1", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:",
    ":1:2:3:4:5:6:7", ":1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:", "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1::2:3:4:5:6:7:8", "1::2::3", "1:::2", "::1::",
    "12345::", "::12345", "::00001", "::g", "::-1", "::+1", ":: 1", " ::1", "::1 ", "::1\n",
    "[::1]", "::1%1", "fe80::1%eth0", "::1/128", "1.2.3.4", "::1.2.3", "::1.2.3.4.5", "::1.2.3.256",
    "::1.2.3.04", "::1.2.3.4:5", "1.2.3.4::", "::1.2.3.", "::.1.2.3", "::1..2.3", "::a.2.3.4",
    "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:1.2.3.4", "1:2:3:4:5:6::1.2.3.4", "::1:2:3:4:5:6:1.2.3.4",
    "::fffff:1.2.3.4", ":1.2.3.4", "::0xffff", "::１", "::1\u{301}",
  ]

  @Test(arguments: good)
  func `a good text is read, and written in its canonical form`(text: String, canonical: String) {
    let address = IPv6Address(text)
    #expect(address?.description == canonical)
    #expect(address == platformIPv6(text))
    #expect(IPv6Address(canonical) == address)
    #expect(IPv6Address(text.uppercased()) == address)
  }

  @Test(arguments: bad)
  func `any other text is refused, as by the C library`(text: String) {
    #expect(IPv6Address(text) == nil)
    #expect(platformIPv6(text) == nil)
  }

  @Test func `a NUL byte does not end the text`() {
    #expect(IPv6Address("::1\0") == nil)
    #expect(IPv6Address("::\0") == nil)
  }

  @Test(arguments: good)
  func `a text cut off anywhere is judged as by the C library`(text: String, canonical: String) {
    let bytes = Array(text.utf8)
    for count in bytes.indices {
      let expected = platformIPv6(String(text.prefix(count)))
      #expect(IPv6Address(utf8: bytes.span.extracting(0..<count)) == expected)
      #expect(IPv6Address(text.suffix(count)) == platformIPv6(String(text.suffix(count))))
    }
  }

  @Test func `the expanded form shows all digits`() {
    let address = IPv6Address("2001:db8::a:1.2.3.4")
    #expect(address?.expandedDescription == "2001:0db8:0000:0000:0000:000a:0102:0304")
  }

  @Test func `the reverse name has all digits in reverse`() {
    let name = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"
    #expect(IPv6Address("2001:db8::1")?.reverseName == name)
  }

  @Test func `random addresses are written as the C library writes them and read back`() {
    var random = SeededGenerator()
    for _ in 0..<20_000 {
      let address = IPv6Address(bits: random.sparseBits())
      #expect(address.description == platformText(address), "seed \(random.seed)")
      #expect(IPv6Address(address.description) == address, "seed \(random.seed)")
      #expect(IPv6Address(address.expandedDescription) == address, "seed \(random.seed)")
    }
  }

  @Test func `random texts are judged as by the C library`() {
    var random = SeededGenerator()
    let alphabet = Array("0123456789abcdefABCDEF::::....%/[] xgé".unicodeScalars)
    var accepted = 0
    for _ in 0..<100_000 {
      let address = IPv6Address(bits: random.sparseBits())
      let text = random.mutation(of: address.description, alphabet: alphabet)
      let parsed = IPv6Address(text)
      accepted += parsed == nil ? 0 : 1
      guard parsed == platformIPv6(text) else {
        Issue.record("\(text.debugDescription) is judged differently, seed \(random.seed)")
        continue
      }
    }
    #expect((10_000...90_000).contains(accepted), "seed \(random.seed)")
  }
}
