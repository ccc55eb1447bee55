import Foundation
import Sockets
import TestSupport
import Testing

// No test here asks a name server: all names are numbers, in the machine's files, or refused
// before.
struct ResolverTests {
  /// A numeric host and the address that it is.
  struct NumericHost: Sendable {
    var host: String
    var address: SocketAddress
  }

  static let numericHosts: [NumericHost] = [
    NumericHost(host: "127.0.0.1", address: .ipv4(.loopback, port: 7)),
    NumericHost(host: "127.1", address: .ipv4(.loopback, port: 7)),
    NumericHost(host: "0x7f000001", address: .ipv4(.loopback, port: 7)),
    NumericHost(host: "::1", address: .ipv6(.loopback, port: 7)),
    NumericHost(
      host: "fe80::1%1",
      address: .ipv6(IPv6Address(0xfe80, 0, 0, 0, 0, 0, 0, 1), port: 7, scopeID: 1)
    ),
    NumericHost(
      host: "::ffff:127.0.0.1",
      address: .ipv6(IPv4Address.loopback.mappedToIPv6, port: 7)
    ),
  ]

  @Test(arguments: numericHosts)
  func `a numeric host is its address`(row: NumericHost) throws {
    let hints = Resolver.Hints(type: .stream, flags: [.numericHost, .numericService])
    let answers = try Resolver.addresses(of: row.host, service: "7", hints: hints)
    #expect(answers.map(\.address) == [row.address])
    #expect(answers.map(\.type) == [.stream])
    #expect(answers.map(\.protocolNumber) == [.tcp])
    #expect(answers.map(\.canonicalName) == [nil])
  }

  @Test func `the name of an interface is a zone`() throws {
    let lo = try #require(NetworkInterface(named: "lo"))
    let hints = Resolver.Hints(type: .datagram, flags: .numericHost)
    let answers = try Resolver.addresses(of: "fe80::1%lo", hints: hints)
    #expect(answers.map(\.address.scopeID) == [lo.index])
  }

  @Test func `without a type there is an answer for each`() throws {
    let answers = try Resolver.addresses(of: "127.0.0.1", service: "7")
    #expect(answers.map(\.type) == [.stream, .datagram, .raw])
    #expect(answers.map(\.protocolNumber) == [.tcp, .udp, .automatic])
    #expect(Set(answers.map(\.address)).count == 1)
  }

  @Test func `hints narrow the answers`() throws {
    let byProtocol = Resolver.Hints(protocolNumber: .udp)
    let answers = try Resolver.addresses(of: "127.0.0.1", hints: byProtocol)
    #expect(answers.map(\.type) == [.datagram])
    let withFlags = Resolver.Hints(type: SocketType(rawValue: SocketType.stream.rawValue | 0o4000))
    #expect(try Resolver.addresses(of: "127.0.0.1", hints: withFlags).map(\.type) == [.stream])
    let byFamily = Resolver.Hints(family: .inet, type: .stream)
    #expect(
      try Resolver.addresses(of: nil, service: "7", hints: byFamily).map(\.address)
        == [.ipv4(.loopback, port: 7)]
    )
  }

  @Test func `no host is this machine to connect to and everything to bind`() throws {
    let own = try Resolver.addresses(of: nil, service: "7", hints: .init(type: .stream))
    #expect(Set(own.map(\.address.ip)).isSubset(of: [.v4(.loopback), .v6(.loopback)]))
    #expect(own.contains { $0.address == .ipv4(.loopback, port: 7) })
    let hints = Resolver.Hints(type: .stream, flags: .passive)
    let any = try Resolver.addresses(of: nil, service: "7", hints: hints)
    #expect(Set(any.map(\.address.ip)).isSubset(of: [.v4(.any), .v6(.any)]))
    #expect(any.contains { $0.address == .ipv4(.any, port: 7) })
  }

  @Test func `the official name comes with the first answer and only when asked`() throws {
    let hints = Resolver.Hints(flags: [.canonicalName, .numericHost])
    let answers = try Resolver.addresses(of: "127.0.0.1", hints: hints)
    #expect(answers.map(\.canonicalName) == ["127.0.0.1", nil, nil])
  }

  @Test func `an IPv4 address can be asked for as a mapped one`() throws {
    let hints = Resolver.Hints(family: .inet6, type: .stream, flags: [.mapIPv4, .numericHost])
    let answers = try Resolver.addresses(of: "127.0.0.1", hints: hints)
    #expect(answers.map(\.address.ip) == [.v6(IPv4Address.loopback.mappedToIPv6)])
  }

  @Test(.enabled(if: LocalFiles.hostsHas("localhost", for: "127.0.0.1"), "no localhost in hosts"))
  func `a name of the hosts file is found there`() throws {
    let hints = Resolver.Hints(family: .inet, type: .stream)
    let answers = try Resolver.addresses(of: "localhost", service: "7", hints: hints)
    #expect(answers.map(\.address).contains(.ipv4(.loopback, port: 7)))
    let names = try Resolver.names(of: .ipv4(.loopback, port: 7), flags: .numericService)
    #expect(!names.host.isEmpty)
    #expect(names.host != "127.0.0.1")
  }

  @Test(.enabled(if: LocalFiles.servicesHas("http", at: "80/tcp"), "no http in services"))
  func `a service is known by its name`() throws {
    let answers = try Resolver.addresses(
      of: "127.0.0.1",
      service: "http",
      hints: Resolver.Hints(type: .stream)
    )
    #expect(answers.map(\.address.port) == [80])
    let names = try Resolver.names(of: .ipv4(.loopback, port: 80), flags: .numericHost)
    #expect(names.host == "127.0.0.1")
    #expect(names.service == "http")
  }

  @Test func `the name of this host is the kernel's`() throws {
    let name = try String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)
    #expect(Resolver.hostName + "\n" == name)
  }
}
