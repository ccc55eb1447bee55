import CPlatform
import Foundation
import SystemCalls
import TestSupport
import Testing

/// Names that need no name server: addresses as text, and what the hosts file has everywhere.
struct SystemNamesTests {
  private static let ipv6Loopback = [UInt8](repeating: 0, count: 15) + [1]

  @Test(arguments: [
    ("127.0.0.1", 80, AF_INET, [127, 0, 0, 1]),
    ("255.255.255.255", 65535, AF_INET, [255, 255, 255, 255]),
    ("::1", 0, AF_INET6, ipv6Loopback),
  ])
  func `an address as text is answered with itself`(
    _ host: String,
    _ port: UInt16,
    _ family: Int32,
    _ address: [UInt8]
  ) throws {
    let answers = try System.getaddrinfo(NameQuery(numericHost: host, service: String(port)))
    let answer = try #require(answers.first)
    #expect(answers.count == 1)
    #expect(answer.family == family)
    #expect(answer.type == SocketKind.stream)
    #expect(answer.protocolNumber == Int32(IPPROTO_TCP))
    #expect(answer.canonicalName == nil)
    #expect(answer.address.count == (family == AF_INET ? 16 : 28))
    #expect(
      Array(answer.address.dropFirst(family == AF_INET ? 4 : 8).prefix(address.count)) == address
    )
    #expect(answer.address[2..<4] == [UInt8(port >> 8), UInt8(port & 0xFF)])
  }

  @Test func `no host is the loopback address, or the wildcard for who listens`() throws {
    var query = NameQuery(numericHost: nil, service: "80")
    query.family = AF_INET
    let loopback = try System.getaddrinfo(query)
    query.flags |= AI_PASSIVE
    let wildcard = try System.getaddrinfo(query)
    #expect(loopback.map { Array($0.address[4..<8]) } == [[127, 0, 0, 1]])
    #expect(wildcard.map { Array($0.address[4..<8]) } == [[0, 0, 0, 0]])
  }

  @Test func `any type is answered with an entry for each`() throws {
    var query = NameQuery(numericHost: "127.0.0.1")
    query.type = 0
    let types = try System.getaddrinfo(query).map(\.type)
    #expect(types == [SocketKind.stream, SocketKind.datagram, Int32(SOCK_RAW.rawValue)])
  }

  @Test func `localhost and its official name come from the hosts file`() throws {
    var query = NameQuery(numericHost: "localhost")
    query.flags = AI_CANONNAME
    query.family = AF_INET
    let answers = try System.getaddrinfo(query)
    #expect(answers.first.map { Array($0.address[4..<8]) } == [127, 0, 0, 1])
    #expect(answers.first?.canonicalName == "localhost")
  }

  @Test(arguments: [
    ("no-such-name.invalid", "80", 0, AF_UNSPEC, EAI_NONAME),
    ("127.0.0.1", "no-such-service", 0, AF_UNSPEC, EAI_NONAME),
    ("127.0.0.1\0.invalid", "80", 0, AF_UNSPEC, EAI_NONAME),
    ("127.0.0.1", "80\0", 0, AF_UNSPEC, EAI_NONAME),
    ("127.0.0.1", "80", 0, 9999, EAI_FAMILY),
    ("::1", "80", 0, AF_INET, -9),
    ("127.0.0.1", "80", 1 << 30, AF_UNSPEC, EAI_BADFLAGS),
    (nil, nil, 0, AF_UNSPEC, EAI_NONAME),
  ])
  func `what cannot be answered is told by the resolver's code`(
    _ host: String?,
    _ service: String?,
    _ flags: Int32,
    _ family: Int32,
    _ code: Int32
  ) {
    var query = NameQuery(numericHost: host, service: service, flags: flags)
    query.family = family
    #expect(throws: NameError(code: code, errno: nil)) { try System.getaddrinfo(query) }
  }

  @Test func `an address is told as text`() throws {
    let numeric = NI_NUMERICHOST | NI_NUMERICSERV
    let (host, service) = try nameInformation(of: loopbackAddress(port: 8080), flags: numeric)
    #expect(host == "127.0.0.1")
    #expect(service == "8080")
    let name = try nameInformation(of: loopbackAddress(port: 8080), flags: NI_NAMEREQD).host
    #expect(name == "localhost")
  }

  @Test(arguments: [[], [2], [2, 0, 0, 80], [0xFF, 0xFF] + [UInt8](repeating: 0, count: 14)])
  func `bytes that are no address are refused`(_ address: [UInt8]) {
    #expect(throws: NameError(code: EAI_FAMILY, errno: nil)) {
      try nameInformation(of: address, flags: NI_NUMERICHOST)
    }
  }

  @Test func `the loopback interface is known by name and index`() throws {
    let index = try #require(System.interfaceIndex(named: "lo"))
    #expect(index > 0)
    #expect(System.interfaceName(at: index) == "lo")
  }

  @Test(arguments: ["", "no-such-if", "lo\0", String(repeating: "x", count: 300)])
  func `a name that no interface has is nil`(_ name: String) {
    #expect(System.interfaceIndex(named: name) == nil)
  }

  @Test(arguments: [0, 1 << 30, UInt32.max])
  func `an index that no interface has is nil`(_ index: UInt32) {
    #expect(System.interfaceName(at: index) == nil)
  }

  @Test func `the host's name is the kernel's`() throws {
    let name = try String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)
    #expect(System.hostName() + "\n" == name)
  }

  #if DEBUG
  @Test func `what the system refuses comes with its errno`() {
    let refused = NameError(code: EAI_SYSTEM, errno: .tooManyOpenFiles)
    FakeKernel.run([.init(.getaddrinfo, .failure(.tooManyOpenFiles))]) {
      #expect(throws: refused) { try System.getaddrinfo(NameQuery(numericHost: "127.0.0.1")) }
    }
    FakeKernel.run([.init(.getnameinfo, .failure(.tooManyOpenFiles))]) {
      #expect(throws: refused) { try nameInformation(of: loopbackAddress(), flags: 0) }
    }
  }
  #endif
}
