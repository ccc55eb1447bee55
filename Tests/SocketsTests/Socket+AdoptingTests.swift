import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

struct SocketAdoptingTests {
  @Test(arguments: Wire.allCases)
  func `an adopted socket tells what it is`(wire: Wire) throws {
    let socket = try Socket.adopt(wire.socket().detach())
    #expect(socket.family == wire.family)
    #expect(socket.type == wire.type)
    #expect(socket.protocolNumber == wire.protocolNumber)
    #expect(socket.timeout == nil)
  }

  @Test(.needs(.rawSockets))
  func `an adopted raw socket tells its protocol`() throws {
    let socket = try Socket.adopt(Socket(.inet, .raw, protocol: .icmp).detach())
    #expect(socket.type == .raw)
    #expect(socket.protocolNumber == .icmp)
  }

  @Test func `what is given is believed`() throws {
    let socket = try Socket.adopt(
      Socket(.inet, .stream).detach(),
      family: .unix,
      type: .datagram,
      protocol: .udp
    )
    #expect(socket.family == .unix)
    #expect(socket.type == .datagram)
    #expect(socket.protocolNumber == .udp)
  }

  @Test func `SOCK_NONBLOCK beside a given type sets the timeout to zero`() throws {
    let type = SocketType(rawValue: SocketType.stream.rawValue | Int32(SOCK_NONBLOCK.rawValue))
    let socket = try Socket.adopt(Socket(.inet, type).detach(), type: type)
    #expect(socket.type == .stream)
    #expect(socket.timeout == .zero)
  }

  @Test func `a non-blocking descriptor stays so, without a timeout, until one is set`() throws {
    let pair = try Socket.pair()
    try pair.first.setTimeout(.zero)
    let socket = try Socket.adopt(pair.first.detach())
    #expect(socket.timeout == nil)
    let error = try socketError { _ = try socket.receive(atMost: 1) }
    #expect(error == SocketError(.wouldBlock, operation: .receive))
    try socket.setBlocking(true)
    #expect(try System.isNonBlocking(socket.descriptor) == false)
  }

  @Test(arguments: [true, false])
  func `whether a descriptor is inherited stays as it was`(isInheritable: Bool) throws {
    let original = try Socket(.inet, .stream)
    try original.setInheritable(isInheritable)
    let socket = try Socket.adopt(original.detach())
    #expect(try socket.isInheritable == isInheritable)
  }

  @Test(arguments: [nil, AddressFamily.inet])
  func `a descriptor that is no socket is refused and stays open`(family: AddressFamily?) throws {
    let event = try System.eventfd()
    let error = try socketError {
      _ = try Socket.adopt(event.number, family: family, type: .stream, protocol: .tcp)
    }
    #expect(error == SocketError(.notSocket, operation: .adopt))
    try System.signal(event)
  }

  @Test(arguments: [
    (Int32(-1), SocketError.Code.unusableArgument), (.min, .unusableArgument),
    (.max, .badFileDescriptor),
  ])
  func `a number that is no open descriptor is refused`(
    number: Int32,
    code: SocketError.Code
  ) throws {
    let error = try socketError { _ = try Socket.adopt(number) }
    #expect(error == SocketError(code, operation: .adopt))
  }

  @Test(arguments: 1...3)
  func `a socket that fails to tell what it is stays open and the caller's`(turn: Int) throws {
    let pair = try Wire.unixStream.connectedPair()
    let number = pair.first.detach()
    let outcome = try observe(under: [.failing(.getsockopt, ENOBUFS, at: turn...turn)]) {
      _ = try Socket.adopt(number)
    }
    #expect(outcome.error == SocketError(.noBufferSpace, operation: .adopt))
    #expect(outcome.record[.close] == 0)
    let socket = try Socket.adopt(number)
    try socket.sendAll("open")
    #expect(try pair.second.receive(atMost: 9) == Array("open".utf8))
  }

  @Test func `an owned descriptor becomes a socket`() throws {
    let pair = try Wire.unixStream.connectedPair()
    let socket = try Socket.adopt(FileDescriptor(owning: pair.first.detach()))
    try socket.sendAll("mine")
    #expect(try pair.second.receive(atMost: 9) == Array("mine".utf8))
  }

  @Test func `an owned descriptor that cannot be adopted is closed`() throws {
    let pair = try Wire.unixStream.connectedPair()
    let number = pair.first.detach()
    let outcome = try observe(under: [.failing(.getsockopt, EIO)]) {
      _ = try Socket.adopt(FileDescriptor(owning: number))
    }
    #expect(outcome.error == SocketError(.inputOutputError, operation: .adopt))
    #expect(outcome.record[.close] == 1)
    #expect(try pair.second.receive(atMost: 1) == [])
  }
}
