import Testing

@testable import Sockets

struct AcceptedSocketTests {
  @Test func `the connection outlives what brought it`() throws {
    let listener = try Wire.tcpIPv4.listener()
    let client = try Wire.tcpIPv4.socket()
    try client.connect(to: listener.localAddress)
    let connection = try listener.accept().socket
    try client.sendAll("kept")
    #expect(try connection.receive(atMost: 9) == Array("kept".utf8))
  }

  @Test func `both parts can be taken out`() throws {
    let pair = try Wire.unixStream.connectedPair()
    let accepted = AcceptedSocket(socket: pair.first, peer: .ipv4(.loopback, port: 1))
    let peer = accepted.peer
    let connection = accepted.socket
    try connection.sendAll("taken")
    #expect(try pair.second.receive(atMost: 9) == Array("taken".utf8))
    #expect(peer == .ipv4(.loopback, port: 1))
  }
}
