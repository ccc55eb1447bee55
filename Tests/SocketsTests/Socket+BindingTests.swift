import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

/// `bind`, `listen` and `shutdown` of Socket+Connecting.swift.
struct SocketBindingTests {
  @Test(arguments: Wire.allCases)
  func `a bound socket has the address that it was given or the kernel chose`(wire: Wire) throws {
    let address = try wire.boundSocket().localAddress
    #expect(address.family == wire.family)
    if wire.family == .unix {
      #expect(address.unix?.abstractName?.utf8.count == 5)
    } else {
      #expect(address.ip == wire.anyAddress.ip)
      #expect(address.port != 0)
    }
  }

  @Test(arguments: Wire.allCases)
  func `an address serves one socket`(wire: Wire) throws {
    let first = try wire.boundSocket()
    let second = try wire.socket()
    let address = try first.localAddress
    let error = try socketError { try second.bind(to: address) }
    #expect(error == SocketError(.addressInUse, operation: .bind, address: address))
  }

  @Test(arguments: [Wire.tcpIPv4, .tcpIPv6, .udpIPv4, .unixStream])
  func `a socket has one address`(wire: Wire) throws {
    let socket = try wire.boundSocket()
    let another: SocketAddress =
      wire.family == .unix ? try .unix(abstractName: "another of two") : wire.anyAddress
    #expect(try socketError { try socket.bind(to: another) }?.code == .invalidArgument)
  }

  @Test func `addresses that are not this machine's, or not the family's, are refused`() throws {
    let socket = try Socket(.inet, .stream)
    let documentation = SocketAddress.ipv4(IPv4Address(203, 0, 113, 7), port: 0)
    #expect(
      try socketError { try socket.bind(to: documentation) }
        == SocketError(.addressNotAvailable, operation: .bind, address: documentation)
    )
    let other = try SocketAddress.unix(abstractName: "not of IPv4")
    #expect(try socketError { try socket.bind(to: other) }?.code == .invalidArgument)
  }

  @Test func `a Unix path is made, stays, and is in the way of the next`() async throws {
    try await temporaryDirectory { directory in
      let address = try SocketAddress.unix(path: directory + "/socket")
      let socket = try Socket(.unix, .stream)
      try socket.bind(to: address)
      try socket.close()
      let next = try Socket(.unix, .stream)
      #expect(try socketError { try next.bind(to: address) }?.code == .addressInUse)
      let nowhere = try SocketAddress.unix(path: directory + "/missing/socket")
      #expect(try socketError { try next.bind(to: nowhere) }?.code == .noSuchFile)
    }
  }

  @Test func `a port that is not allowed is an error of binding`() throws {
    let socket = try Socket(.inet, .stream)
    let address = SocketAddress.ipv4(.loopback, port: 1)
    let outcome = try observe(under: [.failing(.bind, EACCES)]) { try socket.bind(to: address) }
    #expect(outcome.error == SocketError(.accessDenied, operation: .bind, address: address))
  }

  @Test(arguments: [0, 1, Socket.backlogMax, .max, -1, .min])
  func `any backlog is taken`(backlog: Int) throws {
    let socket = try Wire.tcpIPv4.boundSocket()
    try socket.listen(backlog: backlog)
    #expect(try socket[.acceptsConnections])
  }

  @Test func `a negative backlog counts as none`() async throws {
    let outcome = try await onThread {
      let listener = try Wire.unixStream.listener(backlog: -5)
      let first = try Wire.unixStream.socket()
      try first.connect(to: listener.localAddress)
      let second = try Wire.unixStream.socket()
      try second.setTimeout(.zero)
      return try observe { try second.connect(to: listener.localAddress) }
    }
    #expect(outcome.error?.code == .wouldBlock)
  }

  @Test func `sockets that cannot listen say why`() throws {
    let datagram = try Wire.udpIPv4.boundSocket()
    #expect(
      try socketError { try datagram.listen() } == SocketError(.notSupported, operation: .listen)
    )
    let unbound = try Wire.unixStream.socket()
    #expect(try socketError { try unbound.listen() }?.code == .invalidArgument)
    let pair = try Wire.tcpIPv4.connectedPair()
    #expect(try socketError { try pair.first.listen() }?.code == .invalidArgument)
    let stream = try Wire.tcpIPv4.socket()
    let outcome = try observe(under: [.failing(.listen, EADDRINUSE)]) { try stream.listen() }
    #expect(outcome.error == SocketError(.addressInUse, operation: .listen))
  }

  @Test(arguments: Wire.connections)
  func `a peer receives the end after what was sent, and can still answer`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    try pair.first.sendAll("question")
    try pair.first.shutdown(.sending)
    #expect(try pair.second.receive(atMost: 99) == Array("question".utf8))
    #expect(try pair.second.receive(atMost: 99) == [])
    try pair.second.sendAll("answer")
    #expect(try pair.first.receive(atMost: 99) == Array("answer".utf8))
    #expect(try socketError { try pair.first.send([1]) }?.code == .brokenPipe)
  }

  @Test(arguments: Wire.connections)
  func `a socket that has shut down receiving receives the end`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    try pair.first.shutdown(.receiving)
    #expect(try pair.first.receive(atMost: 99) == [])
    try pair.first.sendAll("still sends")
    #expect(try pair.second.receive(atMost: 99) == Array("still sends".utf8))
  }

  @Test(arguments: Wire.connections)
  func `a socket that has shut down both does neither`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    try pair.first.shutdown(.both)
    #expect(try pair.first.receive(atMost: 99) == [])
    #expect(try socketError { try pair.first.send([1]) }?.code == .brokenPipe)
    #expect(try pair.second.receive(atMost: 99) == [])
  }

  @Test(arguments: ShutdownDirection.allCases)
  func `what is not connected cannot be shut down`(direction: ShutdownDirection) throws {
    let socket = try Wire.tcpIPv4.socket()
    let error = try socketError { try socket.shutdown(direction) }
    #expect(error == SocketError(.notConnected, operation: .shutdown))
  }

  @Test(arguments: [
    (ShutdownDirection.receiving, Int32(SHUT_RD)), (.sending, Int32(SHUT_WR)),
    (.both, Int32(SHUT_RDWR)),
  ])
  func `a direction has C's number`(direction: ShutdownDirection, number: Int32) {
    #expect(direction.number == number)
  }
}
