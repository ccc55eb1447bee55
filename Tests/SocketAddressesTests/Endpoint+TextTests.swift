import SocketAddresses
import TestSupport
import Testing

struct EndpointTextTests {
  static let good: [(text: String, host: String, port: UInt16)] = [
    ("example.com:80", "example.com", 80), ("localhost:0", "localhost", 0),
    ("127.0.0.1:65535", "127.0.0.1", 65535), ("127.1:80", "127.1", 80), ("[::1]:80", "::1", 80),
    ("[::]:80", "::", 80), ("[fe80::1%3]:80", "fe80::1%3", 80),
    ("[fe80::1%eth0]:80", "fe80::1%eth0", 80), (":80", "", 80), ("unix:80", "unix", 80),
    ("bücher.example:80", "bücher.example", 80), ("80:80", "80", 80),
  ]

  @Test(arguments: good)
  func `host and port are read and written`(text: String, host: String, port: UInt16) throws {
    let endpoint = try #require(Endpoint(text))
    #expect(endpoint.host == host)
    #expect(endpoint.port == port)
    #expect(try endpoint == Endpoint(host: host, port: port))
    #expect(endpoint.description == text)
    #expect(Endpoint(">\(text)".dropFirst()) == endpoint)
  }

  static let bad = [
    "", ":", "example.com", "example.com:", "example.com:http", "example.com:-1",
    "example.com:+80", "example.com:080", "example.com:65536", "example.com:80 ",
    "example.com: 80", "example.com :80", " example.com:80", "example.com:80/", "example.com:80:80",
    "::1:80", "::1", "fe80::1%3:80", "[::1]", "[::1]:", "[::1]80", "[::1:80", "::1]:80", "[]:80",
    "[example.com]:80", "[127.0.0.1]:80", "[[::1]]:80", "[::1%]:80", "[::1%a b]:80", "[:]:80",
    "http://example.com:80", "user@example.com:80", "a/b:80", "a\nb:80", "a\0b:80",
    "example.com:80\n", String(repeating: "a", count: 254) + ":80",
  ]

  @Test(arguments: bad)
  func `any other text is refused`(text: String) {
    #expect(Endpoint(text) == nil)
  }

  @Test func `an endpoint of an IP address is written like the socket address`() {
    for (address, text) in SocketAddressTextTests.table where address.ip != nil {
      #expect(Endpoint(text)?.address == address)
      #expect(Endpoint(text)?.description == text)
    }
  }

  @Test func `random texts never trap, and what is accepted is read back`() {
    var random = SeededGenerator()
    let alphabet = Array("0123456789abz::..[]%-_+ /\n\0é\u{301}".unicodeScalars)
    var accepted = 0
    for _ in 0..<100_000 {
      let start = Self.good.randomElement(using: &random)?.text ?? ""
      let text = random.mutation(of: start, alphabet: alphabet)
      guard let endpoint = Endpoint(text) else { continue }
      accepted += 1
      #expect(Endpoint(endpoint.description) == endpoint, "seed \(random.seed)")
      #expect(!endpoint.description.contains { $0.isNewline }, "seed \(random.seed)")
    }
    #expect((10_000...90_000).contains(accepted), "seed \(random.seed)")
  }
}
