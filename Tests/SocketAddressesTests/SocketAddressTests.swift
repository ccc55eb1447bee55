import SocketAddresses
import Testing

struct SocketAddressTests {
  @Test func `an IPv4 address has its address and port`() {
    let address = SocketAddress(IPv4Address.loopback, port: 80)
    #expect(address.family == .inet)
    #expect(address.ip == .v4(.loopback))
    #expect(address.port == 80)
    #expect(address.unix == nil)
    #expect(address.scopeID == 0)
    #expect(address.flowInformation == 0)
    #expect(address == .ipv4(.loopback, port: 80))
    #expect(address == SocketAddress(IPAddress.v4(.loopback), port: 80))
  }

  @Test func `an IPv6 address has its address, port, scope id and flow label`() throws {
    let address = try SocketAddress(
      IPv6Address.loopback,
      port: 80,
      scopeID: 3,
      flowInformation: 0x12345
    )
    #expect(address.family == .inet6)
    #expect(address.ip == .v6(.loopback))
    #expect(address.port == 80)
    #expect(address.scopeID == 3)
    #expect(address.flowInformation == 0x12345)
    #expect(address.unix == nil)
    #expect(SocketAddress(IPv6Address.any, port: 1) == .ipv6(.any, port: 1))
    #expect(SocketAddress(IPAddress.v6(.any), port: 1) == .ipv6(.any, port: 1, scopeID: 0))
  }

  @Test func `each part of an IPv6 address makes a difference`() throws {
    let addresses: Set = [
      .ipv6(.loopback, port: 80), .ipv6(.any, port: 80), .ipv6(.loopback, port: 81),
      .ipv6(.loopback, port: 80, scopeID: 1),
      try SocketAddress(.loopback, port: 80, flowInformation: 1),
      SocketAddress(IPv4Address.loopback.mappedToIPv6, port: 80), .ipv4(.loopback, port: 80),
    ]
    #expect(addresses.count == 7)
  }

  @Test func `a flow label has 20 bits`() throws {
    #expect(SocketAddress.flowInformationMax == 0xfffff)
    let largest = try SocketAddress(.any, port: 0, flowInformation: 0xfffff)
    #expect(largest.flowInformation == 0xfffff)
    #expect(throws: AddressError.flowInformationOutOfRange(0x100000)) {
      try SocketAddress(.any, port: 0, scopeID: 0, flowInformation: 0x100000)
    }
  }

  @Test func `a Unix address has neither port nor IP address`() throws {
    let unix = try UnixAddress(path: "/run/a")
    let address = SocketAddress(unix)
    #expect(address.family == .unix)
    #expect(address.unix == unix)
    #expect(address.ip == nil)
    #expect(address.port == nil)
    #expect(try address == .unix(path: "/run/a"))
    #expect(try SocketAddress.unix(abstractName: "a").unix?.abstractName == "a")
    #expect(throws: AddressError.pathEmpty) { try SocketAddress.unix(path: "") }
    #expect(throws: AddressError.abstractNameTooLong(bytes: 200)) {
      try SocketAddress.unix(abstractName: String(repeating: "a", count: 200))
    }
  }

  @Test(arguments: [0, 1, 14, 126])
  func `any other family keeps its bytes unharmed`(count: Int) throws {
    let family = AddressFamily(rawValue: 16)
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 1) }
    let address = try SocketAddress(family: family, bytes: bytes)
    #expect(address.family == family)
    #expect(address.bytes == bytes)
    #expect(address.ip == nil)
    #expect(address.port == nil)
    #expect(address.unix == nil)
    #expect(decode(encode(address)) == address)
    #expect(encode(address).count == 2 + count)
  }

  @Test func `bytes of a typed family become its typed address`() throws {
    let addresses = [
      SocketAddress(IPv4Address(1, 2, 3, 4), port: 5),
      try SocketAddress(.loopback, port: 6, scopeID: 7, flowInformation: 8),
      try .unix(path: "/a"), try .unix(abstractName: ""), SocketAddress(.unnamed),
    ]
    for address in addresses {
      #expect(try SocketAddress(family: address.family, bytes: address.bytes) == address)
    }
    #expect(addresses[0].bytes == [0, 5, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0])
    let dirty = try SocketAddress(family: .inet, bytes: [0, 5, 1, 2, 3, 4] + Array(1...8))
    #expect(dirty == addresses[0])
  }

  @Test func `bytes that are no address of their family are refused`() {
    #expect(throws: AddressError.malformed(.inet)) {
      try SocketAddress(family: .inet, bytes: [UInt8](repeating: 0, count: 13))
    }
    #expect(throws: AddressError.malformed(.inet6)) {
      try SocketAddress(family: .inet6, bytes: [UInt8](repeating: 0, count: 25))
    }
    #expect(throws: AddressError.malformed(.unix)) {
      try SocketAddress(family: .unix, bytes: [UInt8](repeating: 0, count: 109))
    }
  }

  @Test func `an address of any family has a longest length and a number of 16 bits`() throws {
    #expect(SocketAddress.bytesMax == 126)
    let bytes = [UInt8](repeating: 1, count: 127)
    #expect(throws: AddressError.tooLong(bytes: 127)) {
      try SocketAddress(family: AddressFamily(rawValue: 16), bytes: bytes)
    }
    for number: Int32 in [-1, 0x1_0000, .max, .min] {
      #expect(throws: AddressError.familyOutOfRange(number)) {
        try SocketAddress(family: AddressFamily(rawValue: number), bytes: [])
      }
    }
    let last = try SocketAddress(family: AddressFamily(rawValue: 0xffff), bytes: [1])
    #expect(decode(encode(last)) == last)
  }

  @Test func `only an IP address gets another port`() throws {
    #expect(SocketAddress(IPv4Address.loopback, port: 1).withPort(2) == .ipv4(.loopback, port: 2))
    let inet6 = try SocketAddress(.any, port: 1, scopeID: 2, flowInformation: 3)
    #expect(
      try inet6.withPort(9) == SocketAddress(.any, port: 9, scopeID: 2, flowInformation: 3)
    )
    let unix = try SocketAddress.unix(path: "/a")
    #expect(unix.withPort(2) == unix)
    #expect(SocketAddress.noPeer.withPort(2) == .noPeer)
  }

  @Test func `the address of no family is the family field alone`() {
    #expect(SocketAddress.noPeer.family == .unspecified)
    #expect(encode(.noPeer) == [0, 0])
  }
}
