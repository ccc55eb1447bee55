import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

struct SocketIdentityTests {
  @Test(arguments: [
    (Wire.tcpIPv4, SocketAddress.ipv4(.any, port: 0)),
    (.udpIPv4, .ipv4(.any, port: 0)),
    (.tcpIPv6, .ipv6(.any, port: 0)),
    (.unixStream, SocketAddress(.unnamed)),
  ])
  func `a socket without an address has its family's wildcard`(
    wire: Wire,
    address: SocketAddress
  ) throws {
    #expect(try wire.socket().localAddress == address)
  }

  @Test(arguments: Wire.allCases)
  func `each end of a connection names the other`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    #expect(try pair.first.peerAddress == pair.second.localAddress)
    #expect(try pair.second.peerAddress == pair.first.localAddress)
    #expect(try pair.first.localAddress.family == wire.family)
  }

  @Test(arguments: Wire.allCases)
  func `a socket that is not connected has no peer`(wire: Wire) throws {
    let socket = try wire.socket()
    let error = try socketError { _ = try socket.peerAddress }
    #expect(error == SocketError(.notConnected, operation: .peerAddress))
  }

  @Test(.needs(.ipv6Loopback))
  func `the scope of an IPv6 address goes to the kernel and comes back`() throws {
    let loopback = try #require(System.interfaceIndex(named: "lo"))
    // Interface-local: it needs a scope and never leaves the machine.
    let group = try #require(IPv6Address("ff01::1"))
    let socket = try Socket(.inet6, .datagram)
    try socket.bind(to: .ipv6(group, port: 0, scopeID: loopback))
    let address = try socket.localAddress
    #expect(address.ip == .v6(group))
    #expect(address.scopeID == loopback)
    #expect(address.port != 0)
  }

  @Test(.needs(.ipv6Loopback))
  func `the flow label of an IPv6 address goes to the kernel and comes back`() throws {
    let sendsFlowInformation = SocketOption<Bool>(.ipv6, 33, "IPV6_FLOWINFO_SEND", .boolean)
    let socket = try Socket(.inet6, .datagram)
    try socket.set(sendsFlowInformation, to: true)
    let address = try SocketAddress(.loopback, port: 9, flowInformation: 0xa_bcde)
    try socket.connect(to: address)
    #expect(try socket.peerAddress == address)
  }

  @Test func `a path, an abstract name with NUL bytes and no name are told apart`() async throws {
    try await temporaryDirectory { directory in
      let path = try UnixAddress(path: directory + "/socket")
      let name = Array((directory + "\0name").utf8)
      for unix in [path, try UnixAddress(abstractName: name)] {
        let socket = try Socket(.unix, .stream)
        try socket.bind(to: SocketAddress(unix))
        #expect(try socket.localAddress == SocketAddress(unix))
      }
    }
  }

  @Test func `questions that the system cannot answer are told`() throws {
    let socket = try Socket(.inet, .stream)
    let local = try observe(under: [.failing(.getsockname, ENOBUFS)]) {
      _ = try socket.localAddress
    }
    #expect(local.error == SocketError(.noBufferSpace, operation: .localAddress))
    let peer = try observe(under: [.failing(.getpeername, ENOBUFS)]) { _ = try socket.peerAddress }
    #expect(peer.error == SocketError(.noBufferSpace, operation: .peerAddress))
  }

  @Test func `an answer without an address is malformed`() throws {
    let pair = try Wire.tcpIPv4.connectedPair()
    let empty = [
      FakeKernel.Fault(.getsockname, .success(0)), FakeKernel.Fault(.getpeername, .success(0)),
    ]
    let local = try observe(under: empty) { _ = try pair.first.localAddress }
    #expect(local.error == SocketError(.malformedAnswer, operation: .localAddress))
    let peer = try observe(under: empty) { _ = try pair.first.peerAddress }
    #expect(peer.error == SocketError(.malformedAnswer, operation: .peerAddress))
  }
}
