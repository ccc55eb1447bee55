import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

struct SocketSendingTests {
  static let text = Array("some bytes".utf8)

  @Test(arguments: Wire.allCases)
  func `what is sent is received`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    #expect(try pair.first.send(Self.text) == Self.text.count)
    #expect(try pair.second.receive(atMost: 99) == Self.text)
    // SAFETY: bytes have no padding.
    #expect(try unsafe pair.second.send(Self.text.span.bytes) == Self.text.count)
    #expect(try pair.first.receive(atMost: 99) == Self.text)
  }

  @Test(arguments: Wire.datagrams)
  func `a datagram goes to the address that is given`(wire: Wire) throws {
    let sender = try wire.boundSocket()
    let receiver = try wire.boundSocket()
    let address = try receiver.localAddress
    #expect(try sender.send(Self.text, to: address) == Self.text.count)
    // SAFETY: bytes have no padding.
    #expect(try unsafe sender.send(Self.text.span.bytes, to: address) == Self.text.count)
    for _ in 1...2 {
      let received = try receiver.receiveFrom(atMost: 99)
      #expect(received.bytes == Self.text)
      #expect(try received.sender == sender.localAddress)
    }
  }

  @Test(arguments: Wire.messages)
  func `an empty message is a message`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    #expect(try pair.first.send([]) == 0)
    try pair.first.send(Self.text)
    #expect(try pair.second.receive(atMost: 99) == [])
    #expect(try pair.second.receive(atMost: 99) == Self.text)
  }

  @Test(arguments: Wire.streams)
  func `a stream takes part where it has not room for all`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    try pair.first.setTimeout(.zero)
    let bytes = [UInt8](repeating: 1, count: 16 << 20)
    let sent = try pair.first.send(bytes)
    #expect(sent > 0)
    #expect(sent < bytes.count)
  }

  @Test(arguments: [Wire.udpIPv4, .udpIPv6, .unixDatagram, .unixSequencedPacket])
  func `a message that is too long is refused whole`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    let bytes = [UInt8](repeating: 1, count: 16 << 20)
    let error = try socketError { try pair.first.send(bytes) }
    #expect(error == SocketError(.messageTooLong, operation: .send))
    try pair.second.setTimeout(.zero)
    #expect(try socketError { _ = try pair.second.receive(atMost: 1) }?.code == .wouldBlock)
  }

  @Test(arguments: Wire.connections)
  func `a peer that is gone is an error and no signal`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    let first = pair.first
    try pair.second.close()
    // What goes out before the reset comes back, and the reset itself, may be other errors or none.
    for _ in 1...2 { _ = try? first.send([1]) }
    let error = try socketError { try first.send([1]) }
    #expect(error == SocketError(.brokenPipe, operation: .send))
  }

  @Test(arguments: [
    (Wire.tcpIPv4, SocketError.Code.brokenPipe), (.tcpIPv6, .brokenPipe),
    (.unixStream, .notConnected), (.unixSequencedPacket, .notConnected),
    (.unixDatagram, .notConnected), (.udpIPv4, .destinationAddressRequired),
    (.udpIPv6, .destinationAddressRequired),
  ])
  func `without a peer each family has its own refusal`(
    wire: Wire,
    code: SocketError.Code
  ) throws {
    let socket = try wire.socket()
    let error = try socketError { try socket.send([1]) }
    #expect(error == SocketError(code, operation: .send))
  }

  @Test func `a Unix stream takes no address`() throws {
    let address = try SocketAddress.unix(abstractName: "nobody has this name")
    let lone = try Wire.unixStream.socket()
    #expect(try socketError { try lone.send([1], to: address) }?.code == .notSupported)
    let pair = try Wire.unixStream.connectedPair()
    #expect(try socketError { try pair.first.send([1], to: address) }?.code == .isConnected)
  }

  @Test func `addresses that cannot be sent to are refused with their name`() async throws {
    try await temporaryDirectory { directory in
      let cases: [(Wire, SocketAddress, SocketError.Code)] = [
        (.udpIPv4, .ipv4(IPv4Address(127, 255, 255, 255), port: 9), .accessDenied),
        (.udpIPv4, .ipv6(.loopback, port: 9), .addressFamilyNotSupported),
        (.unixDatagram, try .unix(path: directory + "/nobody"), .noSuchFile),
        (.unixDatagram, try .unix(abstractName: directory), .connectionRefused),
      ]
      for (wire, address, code) in cases {
        let error = try Self.errorOfSending(over: wire, to: address)
        #expect(error == SocketError(code, operation: .send, address: address))
      }
    }
  }

  @Test(arguments: [Wire.udpIPv4, .udpIPv6])
  func `a datagram that was refused is the next call's error`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    let first = pair.first
    try pair.second.close()
    try first.send([1])
    let error = try socketError { try first.send([2]) }
    #expect(error == SocketError(.connectionRefused, operation: .send))
  }

  @Test func `flags go to the kernel`() throws {
    let pair = try Wire.tcpIPv4.connectedPair()
    try pair.first.send([7], flags: .outOfBand)
    _ = try pair.second.wait(for: .outOfBand, timeout: .seconds(40))
    #expect(try pair.second.receive(atMost: 1, flags: .outOfBand) == [7])
    // Held back for what follows: nothing arrives until it does.
    try pair.first.send(Array("to".utf8), flags: .more)
    try pair.first.sendAll("gether")
    #expect(try pair.second.receive(atMost: 8, flags: .waitAll) == Array("together".utf8))
  }

  private static func errorOfSending(
    over wire: Wire,
    to address: SocketAddress
  ) throws -> SocketError? {
    let socket = try wire.socket()
    return try socketError { try socket.send([1], to: address) }
  }
}
