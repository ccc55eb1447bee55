import Foundation
import SocketAddresses
import Testing

struct TextCodingTests {
  /// One value of each type that is encoded as its text.
  struct Settings: Codable, Equatable {
    var ipv4 = IPv4Address.loopback
    var ipv6 = IPv6Address.loopback
    var address = IPAddress.v6(.any)
    var networks = [IPNetwork(.v4(.any)), IPNetwork(.v6(.loopback))]
    var endpoint = Endpoint(.v6(.loopback), port: 80)
  }

  static let json = #"""
    {"address":"::","endpoint":"[::1]:80","ipv4":"127.0.0.1","ipv6":"::1",\#
    "networks":["0.0.0.0\/32","::1\/128"]}
    """#

  @Test func `values are encoded as their text and decoded from it`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(Settings())
    #expect(String(decoding: data, as: UTF8.self) == Self.json)
    #expect(try JSONDecoder().decode(Settings.self, from: data) == Settings())
  }

  @Test(arguments: [
    ("127.0.0.1", "127.1"), ("0.0.0.0", "0.0.0.1\\/8"), ("[::1]:80", "::1:80"),
    (#""ipv6":"::1""#, #""ipv6":"::g""#), (#""address":"::""#, #""address":"host""#),
  ])
  func `a text that is no value is corrupted data`(good: String, bad: String) {
    let json = Self.json.replacingOccurrences(of: good, with: bad)
    #expect(json != Self.json)
    #expect {
      try JSONDecoder().decode(Settings.self, from: Data(json.utf8))
    } throws: { error in
      guard case DecodingError.dataCorrupted = error else { return false }
      return true
    }
  }
}
