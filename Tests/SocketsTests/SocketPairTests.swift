import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

struct SocketPairTests {
  @Test(arguments: [SocketType.stream, .datagram, .sequencedPacket])
  func `the two ends are connected, both ways`(type: SocketType) throws {
    let pair = try Socket.pair(type)
    #expect(pair.first.family == .unix)
    #expect(pair.second.type == type)
    try pair.first.sendAll("there")
    try pair.second.sendAll("back")
    #expect(try pair.second.receive(atMost: 9) == Array("there".utf8))
    #expect(try pair.first.receive(atMost: 9) == Array("back".utf8))
  }

  @Test func `the end of one is the end of the stream for the other`() throws {
    let pair = try Socket.pair()
    try pair.first.close()
    #expect(try pair.second.receive(atMost: 1) == [])
  }

  @Test func `neither end has an address`() throws {
    let pair = try Socket.pair()
    #expect(try pair.first.localAddress == SocketAddress(.unnamed))
    #expect(try pair.first.peerAddress == SocketAddress(.unnamed))
  }

  @Test func `SOCK_NONBLOCK beside the type sets both timeouts to zero`() throws {
    let flag = Int32(SOCK_NONBLOCK.rawValue)
    let pair = try Socket.pair(SocketType(rawValue: SocketType.datagram.rawValue | flag))
    #expect(pair.first.type == .datagram)
    #expect(pair.first.timeout == .zero)
    #expect(pair.second.timeout == .zero)
    #expect(try socketError { _ = try pair.second.receive(atMost: 1) }?.code == .wouldBlock)
  }

  @Test(arguments: [
    (AddressFamily.inet, SocketType.stream, SocketError.Code.notSupported),
    (.unix, .reliableDatagram, .socketTypeNotSupported),
    (AddressFamily(rawValue: 9999), .stream, .addressFamilyNotSupported),
  ])
  func `families and types without pairs are refused`(
    family: AddressFamily,
    type: SocketType,
    code: SocketError.Code
  ) throws {
    let error = try socketError { _ = try Socket.pair(type, family: family) }
    #expect(error == SocketError(code, operation: .pair))
  }

  @Test func `a pair beyond the limit of descriptors is refused`() throws {
    let outcome = try observe(under: [.failing(.socketpair, EMFILE)]) { _ = try Socket.pair() }
    #expect(outcome.error == SocketError(.tooManyOpenFiles, operation: .pair))
  }
}
