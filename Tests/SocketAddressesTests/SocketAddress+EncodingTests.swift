import Glibc
import SocketAddresses
import TestSupport
import Testing

struct SocketAddressEncodingTests {
  @Test func `the sizes are those of the C structures`() throws {
    #expect(SocketAddress.encodedBytesMax == MemoryLayout<sockaddr_storage>.size)
    #expect(encode(.ipv4(.any, port: 0)).count == MemoryLayout<sockaddr_in>.size)
    #expect(encode(.ipv6(.any, port: 0)).count == MemoryLayout<sockaddr_in6>.size)
    let longest = try SocketAddress.unix(path: String(repeating: "a", count: 107))
    #expect(encode(longest).count == MemoryLayout<sockaddr_un>.size)
    #expect(UnixAddress.pathBytesMax + 1 == MemoryLayout.size(ofValue: sockaddr_un().sun_path))
  }

  @Test func `an IPv4 address has the bytes of struct sockaddr_in`() {
    let address = SocketAddress(IPv4Address(192, 0, 2, 1), port: 8080)
    let expected = bytes(of: platformIPv4SocketAddress())
    #expect(encode(address) == expected)
    #expect(decode(expected) == address)
  }

  @Test func `an IPv6 address has the bytes of struct sockaddr_in6`() throws {
    let address = try SocketAddress(
      IPv6Address(bits: 0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10),
      port: 443,
      scopeID: 0x0102_0304,
      flowInformation: 0xabcde
    )
    let expected = bytes(
      of: platformIPv6SocketAddress(port: 443, flow: 0xabcde, scope: 0x0102_0304)
    )
    #expect(encode(address) == expected)
    #expect(decode(expected) == address)
  }

  @Test func `a Unix address has the bytes of struct sockaddr_un up to its length`() throws {
    let path = bytes(of: platformUnixSocketAddress(Array("/run/a".utf8)))
    #expect(try encode(.unix(path: "/run/a")) == Array(path.prefix(2 + 6 + 1)))
    let abstract = bytes(of: platformUnixSocketAddress([0] + Array("a\0b".utf8)))
    #expect(try encode(.unix(abstractName: "a\0b")) == Array(abstract.prefix(2 + 1 + 3)))
    #expect(try encode(.unix(abstractName: "")) == Array(abstract.prefix(2 + 1)))
    #expect(encode(SocketAddress(.unnamed)) == Array(abstract.prefix(2)))
  }

  @Test func `a path ends at its first NUL, whatever follows in the structure`() throws {
    let whole = bytes(of: platformUnixSocketAddress(Array("/run/a\0rest".utf8)))
    for count in 9...whole.count {
      #expect(try decode(Array(whole.prefix(count))) == .unix(path: "/run/a"))
    }
  }

  @Test func `a path of 108 bytes without NUL is read, and goes back to the kernel unharmed`() {
    let path = [UInt8](repeating: 0x61, count: 108)
    let encoded = bytes(of: platformUnixSocketAddress(path))
    #expect(encoded.count == 110)
    let address = decode(encoded)
    #expect(address?.unix?.kind == .path(path))
    #expect(address.map(encode) == encoded)
    // getsockname(2) returns one byte more than the structure has: the NUL that the kernel added.
    #expect(decode(encoded + [0]) == address)
    #expect(decode(encoded + [0x61]) == nil)
    #expect(decode(encoded + [0, 0]) == nil)
    #expect(address.flatMap { SocketAddress($0.description) } == nil)
  }

  @Test func `an abstract name has every byte up to the length`() throws {
    let name = [UInt8](repeating: 0, count: 107)
    let address = try SocketAddress(UnixAddress(abstractName: name))
    let encoded = encode(address)
    #expect(encoded.count == 110)
    #expect(decode(encoded) == address)
    #expect(decode(encoded + [0]) == nil)
    #expect(decode(Array(encoded.prefix(3)))?.unix?.kind == .abstract([]))
    #expect(decode(Array(encoded.prefix(4)))?.unix?.kind == .abstract([0]))
    #expect(decode(Array(encoded.prefix(2)))?.unix == .unnamed)
  }

  @Test func `no bytes and one byte are no address, more than the storage neither`() {
    #expect(decode([]) == nil)
    #expect(decode([16]) == nil)
    #expect(decode([16, 0])?.family == AddressFamily(rawValue: 16))
    let longest = [16, 0] + [UInt8](repeating: 1, count: 126)
    #expect(decode(longest)?.bytes.count == 126)
    #expect(decode(longest + [1]) == nil)
  }

  @Test func `an encoded address cut off anywhere is refused, or another address`() throws {
    let addresses = [
      SocketAddress(IPv4Address(1, 2, 3, 4), port: 5),
      try SocketAddress(.loopback, port: 6, scopeID: 7, flowInformation: 8),
      try .unix(path: "/run/a"), try .unix(abstractName: "a\0b"),
      try SocketAddress(family: AddressFamily(rawValue: 16), bytes: [1, 2, 3, 4]),
    ]
    for address in addresses {
      let encoded = encode(address)
      for count in encoded.indices {
        let shorter = decode(Array(encoded.prefix(count)))
        if address.ip != nil || count < 2 {
          #expect(shorter == nil)
        } else if address.unix?.path != nil, count == encoded.count - 1 {
          #expect(shorter == address, "the NUL at the end of a path may be missing")
        } else {
          #expect(shorter != nil && shorter != address)
        }
      }
    }
  }

  @Test func `bytes after the structure of an IP address are ignored`() {
    for address in [SocketAddress.ipv4(.loopback, port: 1), .ipv6(.loopback, port: 1)] {
      let encoded = encode(address)
      let whole = encoded + [UInt8](repeating: 0xff, count: 128 - encoded.count)
      #expect(decode(whole) == address)
    }
  }

  @Test func `all bits of the flow information come from the kernel and go back`() throws {
    let encoded = bytes(of: platformIPv6SocketAddress(port: 1, flow: 0xfedc_ba98, scope: 0))
    let address = try #require(decode(encoded))
    #expect(address.flowInformation == 0xfedc_ba98)
    #expect(encode(address) == encoded)
    #expect(address.withPort(2).flowInformation == 0xfedc_ba98)
  }

  @Test func `the closure's result and its error come through`() throws {
    struct Refused: Error {}
    let address = SocketAddress(IPv4Address.loopback, port: 1)
    #expect(address.withEncodedBytes { $0.byteCount } == 16)
    #expect(throws: Refused.self) {
      try address.withEncodedBytes { _ throws(Refused) -> Int in throw Refused() }
    }
  }

  @Test func `random IP addresses go to the kernel's form and back`() {
    var random = SeededGenerator()
    for _ in 0..<20_000 {
      let address = random.ipSocketAddress()
      #expect(decode(encode(address)) == address, "seed \(random.seed)")
    }
  }

  @Test func `random bytes never trap, and what is accepted round-trips`() {
    var random = SeededGenerator()
    var families: [AddressFamily: Int] = [:]
    for _ in 0..<100_000 {
      let encoded = random.encodedAddress()
      guard let address = decode(encoded) else { continue }
      families[address.family, default: 0] += 1
      let again = encode(address)
      guard decode(again) == address, again.count <= SocketAddress.encodedBytesMax,
        address.isReadBack
      else {
        Issue.record("\(encoded) does not round-trip, seed \(random.seed)")
        continue
      }
    }
    for family: AddressFamily in [.inet, .inet6, .unix, .unspecified] {
      #expect((families[family] ?? 0) > 1_000, "seed \(random.seed)")
    }
  }
}

extension SocketAddress {
  /// Whether the text of the address gives it back, as far as the documentation promises it.
  fileprivate var isReadBack: Bool {
    let read = SocketAddress(description)
    if case .path(let path) = unix?.kind, path.count == 108 { return read == nil }
    if flowInformation == 0 { return read == self }
    return read?.ip == ip && read?.port == port && read?.scopeID == scopeID
  }
}

extension SeededGenerator {
  /// Up to 140 random bytes that often begin with a family that has a structure.
  fileprivate mutating func encodedAddress() -> [UInt8] {
    let families: [[UInt8]] = [[0, 0], [1, 0], [1, 0, 0], [2, 0], [10, 0], bytes(count: 2)]
    let family = families.randomElement(using: &self) ?? []
    return family + bytes(count: Int.random(in: 0...138, using: &self))
  }
}
