import CPlatform
import Sockets
import TestSupport
import Testing

struct ResolverFlagsTests {
  @Test func `flags of a query are the numbers of C`() {
    let flags: [(Resolver.Flags, Int32)] = [
      (.configuredFamilies, AI_ADDRCONFIG), (.all, AI_ALL), (.canonicalName, AI_CANONNAME),
      (.numericHost, AI_NUMERICHOST), (.numericService, AI_NUMERICSERV), (.passive, AI_PASSIVE),
      (.mapIPv4, AI_V4MAPPED),
    ]
    for (flag, number) in flags { #expect(flag.rawValue == number) }
  }

  @Test func `flags of a name are the numbers of C`() {
    let flags: [(Resolver.NameFlags, Int32)] = [
      (.datagram, NI_DGRAM), (.nameRequired, NI_NAMEREQD), (.localName, NI_NOFQDN),
      (.numericHost, NI_NUMERICHOST), (.numericService, NI_NUMERICSERV),
    ]
    for (flag, number) in flags { #expect(flag.rawValue == number) }
  }

  /// An address and its names in numbers.
  static let numericNames: [(SocketAddress, String, String)] = [
    (.ipv4(.loopback, port: 80), "127.0.0.1", "80"),
    (.ipv4(.any, port: 0), "0.0.0.0", "0"),
    (.ipv6(.loopback, port: 65_535), "::1", "65535"),
    (.ipv6(IPv6Address(0xfe80, 0, 0, 0, 0, 0, 0, 1), port: 1, scopeID: 1), "fe80::1%lo", "1"),
    (
      .ipv6(IPv6Address(0xfe80, 0, 0, 0, 0, 0, 0, 1), port: 1, scopeID: 0x7fff_ffff),
      "fe80::1%2147483647", "1"
    ),
    (.ipv6(IPv4Address.loopback.mappedToIPv6, port: 1), "::ffff:127.0.0.1", "1"),
  ]

  @Test(arguments: numericNames)
  func `an address has names in numbers`(
    address: SocketAddress,
    host: String,
    service: String
  ) throws {
    let names = try Resolver.names(of: address, flags: [.numericHost, .numericService])
    #expect(names.host == host)
    #expect(names.service == service)
  }

  @Test func `a Unix address is named by its path`() throws {
    let address = try SocketAddress.unix(path: "/run/some.sock")
    let names = try Resolver.names(of: address)
    #expect(names.service == "/run/some.sock")
  }

  @Test func `a name that is required and not asked for is unknown`() {
    let address = SocketAddress.ipv4(.loopback, port: 80)
    let error = failure {
      try Resolver.names(of: address, flags: [.nameRequired, .numericHost])
    }
    #expect(error?.code == .unknownName)
    #expect(error?.address == address)
    #expect(error?.description == "resolve 127.0.0.1:80: Name or service not known")
  }

  @Test func `an address of another family has no names`() throws {
    let address = try SocketAddress(family: AddressFamily(rawValue: 16), bytes: [0, 0])
    let error = failure { try Resolver.names(of: address, flags: .numericHost) }
    #expect(error?.code == .resolverFamilyNotSupported)
  }

  @Test(.enabled(if: LocalFiles.servicesHas("syslog", at: "514/udp"), "no syslog in services"))
  func `a port has another name for datagrams`() throws {
    let address = SocketAddress.ipv4(.loopback, port: 514)
    #expect(try Resolver.names(of: address, flags: [.numericHost, .datagram]).service == "syslog")
    #expect(try Resolver.names(of: address, flags: .numericHost).service != "syslog")
  }

  @Test func `an endpoint that is an address is not looked up`() throws {
    let endpoint = try Endpoint(host: "::1", port: 7)
    let answers = try Resolver.addresses(of: endpoint, type: .datagram, flags: .numericHost)
    #expect(answers.map(\.address) == [.ipv6(.loopback, port: 7)])
    #expect(answers.map(\.type) == [.datagram])
  }

  @Test func `an empty endpoint is this machine or with the flag everything`() throws {
    let endpoint = try Endpoint(host: "", port: 7)
    let own = try Resolver.addresses(of: endpoint)
    #expect(own.contains { $0.address == .ipv4(.loopback, port: 7) })
    let any = try Resolver.addresses(of: endpoint, flags: .passive)
    #expect(any.contains { $0.address == .ipv4(.any, port: 7) })
    #expect(Set(own.map(\.address)).isDisjoint(with: any.map(\.address)))
  }
}
