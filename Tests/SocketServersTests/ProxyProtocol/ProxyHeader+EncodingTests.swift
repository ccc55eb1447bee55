import SocketServers
import Sockets
import Testing

struct ProxyHeaderEncodingTests {
  @Test(arguments: ProxyHeaderCase.all)
  func `a header is written as it is read`(_ input: ProxyHeaderCase) throws {
    guard let header = input.outcome.header else { return }
    let bytes = try header.encoded()
    if input.outcome == .header(header) { #expect(bytes == input.bytes) }
    #expect(
      ProxyHeaderCase.decode(bytes) == .success(.header(header, byteCount: bytes.count))
    )
  }

  @Test func `version 1 is for TCP without extensions`() {
    let headers = [
      ProxyHeader(.one, .local),
      ProxyHeaderCase.relayed(.one, "192.0.2.1:1", "192.0.2.2:2", .datagram),
      ProxyHeaderCase.relayed(.one, "unix:/a", "unix:/b"),
      ProxyHeaderCase.relayed(
        .one,
        "192.0.2.1:1",
        "192.0.2.2:2",
        .stream,
        [.padding(byteCount: 0)]
      ),
    ]
    for header in headers {
      #expect(throws: ProxyEncodingError.notInVersionOne) { try header.encoded() }
    }
  }

  @Test func `a block is 65,535 bytes at most`() throws {
    let room = ProxyHeader.blockBytesMax - ProxyHeaderCase.inet.count - 3
    let longest = ProxyHeaderCase.inetHeader(.stream, [.padding(byteCount: room)])
    #expect(try longest.encoded().count == 16 + 65_535)
    let longer = ProxyHeaderCase.inetHeader(.stream, [.padding(byteCount: room + 1)])
    #expect(throws: ProxyEncodingError.tooLong(byteCount: 65_536)) { try longer.encoded() }
    let large = ProxyHeaderCase.inetHeader(
      .stream,
      [.other(type: 1, value: [UInt8](repeating: 0, count: 70_000))]
    )
    #expect(throws: ProxyEncodingError.tooLong(byteCount: 70_015)) { try large.encoded() }
  }

  @Test func `a header has one checksum at most`() {
    let header = ProxyHeaderCase.inetHeader(.stream, [.checksum, .checksum])
    #expect(throws: ProxyEncodingError.severalChecksums) { try header.encoded() }
  }

  @Test func `any byte that changes is found out by the checksum`() throws {
    let bytes = try ProxyHeaderCase.inetHeader(.stream, [.checksum, .uniqueID([1])]).encoded()
    // Not those that say what and how much there is.
    for index in Array(16..<28) + Array(31..<35) + [38] {
      var changed = bytes
      changed[index] ^= 0x10
      #expect(ProxyHeaderCase.decode(changed) == .failure(.wrongChecksum), "byte \(index)")
    }
  }

  @Test func `addresses of two families cannot be told together`() throws {
    let ipv4 = SocketAddress.ipv4(.loopback, port: 1)
    let ipv6 = SocketAddress.ipv6(.loopback, port: 1)
    #expect(throws: ProxyEncodingError.mixedFamilies) { try ProxyAddresses(from: ipv4, to: ipv6) }
    let other = try SocketAddress(family: AddressFamily(rawValue: 40), bytes: [1])
    #expect(throws: ProxyEncodingError.unusableFamily(other.family)) {
      try ProxyAddresses(from: other, to: other)
    }
  }

  @Test func `what a header cannot say of an address is left out`() throws {
    let scoped = try SocketAddress(.loopback, port: 1, scopeID: 3, flowInformation: 5)
    let unscoped = SocketAddress.ipv6(.loopback, port: 1)
    #expect(try ProxyAddresses(from: scoped, to: scoped).source == unscoped)
    let padded = SocketAddress(try UnixAddress(abstractName: [0x61, 0, 0]))
    let nothing = SocketAddress(try UnixAddress(abstractName: [0, 0]))
    let addresses = try ProxyAddresses(from: padded, to: nothing)
    #expect(addresses.source == SocketAddress(try UnixAddress(abstractName: [0x61])))
    #expect(addresses.destination == SocketAddress(.unnamed))
  }
}
