import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

struct SocketTests {
  static let typeFlags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)

  @Test(arguments: Wire.allCases)
  func `a new socket is what was asked for, and the kernel agrees`(wire: Wire) throws {
    let socket = try wire.socket()
    #expect(socket.family == wire.family)
    #expect(socket.type == wire.type)
    #expect(socket.protocolNumber == .automatic)
    #expect(try socket[.family] == wire.family)
    #expect(try socket[.type] == wire.type)
    #expect(try socket[.protocolNumber] == wire.protocolNumber)
    #expect(socket.timeout == nil)
  }

  @Test(.needs(.rawSockets))
  func `a raw socket opens for the protocol that was asked for`() throws {
    let socket = try Socket(.inet, .raw, protocol: .icmp)
    #expect(try socket[.type] == .raw)
    #expect(try socket[.protocolNumber] == .icmp)
  }

  @Test(.enabled(if: canOpen(family: 30, .reliableDatagram), "this kernel lacks AF_TIPC"))
  func `a socket of reliable datagrams opens where a family has them`() throws {
    let socket = try Socket(AddressFamily(rawValue: 30), .reliableDatagram)
    #expect(try socket[.type] == .reliableDatagram)
  }

  @Test(.enabled(if: canOpen(family: 16, .raw), "this kernel lacks AF_NETLINK"))
  func `a family without a name here opens by its number`() throws {
    let socket = try Socket(AddressFamily(rawValue: 16), .raw)
    #expect(socket.family.rawValue == 16)
    #expect(try socket.localAddress.family.rawValue == 16)
  }

  @Test(arguments: [
    (
      AddressFamily.inet, SocketType.reliableDatagram, ProtocolNumber.automatic,
      SocketError.Code.socketTypeNotSupported
    ),
    (.unix, .reliableDatagram, .automatic, .socketTypeNotSupported),
    (.inet, .stream, .udp, .protocolNotSupported),
    (AddressFamily(rawValue: 9999), .stream, .automatic, .addressFamilyNotSupported),
    (AddressFamily(rawValue: -1), .stream, .automatic, .addressFamilyNotSupported),
  ])
  func `what the kernel does not have is refused by name`(
    family: AddressFamily,
    type: SocketType,
    protocolNumber: ProtocolNumber,
    code: SocketError.Code
  ) throws {
    let error = try socketError { _ = try Socket(family, type, protocol: protocolNumber) }
    #expect(error == SocketError(code, operation: .open))
  }

  @Test(arguments: [
    (EPERM, SocketError.Code.notPermitted), (EMFILE, .tooManyOpenFiles),
    (ENFILE, .tooManyOpenFilesInSystem), (ENOBUFS, .noBufferSpace), (ENOMEM, .noMemory),
  ])
  func `what the system cannot give is an error of opening`(
    number: Int32,
    code: SocketError.Code
  ) throws {
    let outcome = try observe(under: [.failing(.socket, number)]) {
      _ = try Socket(.inet, .stream)
    }
    #expect(outcome.error == SocketError(code, operation: .open))
    #expect(outcome.record[.socket] == 1)
    #expect(outcome.record[.close] == 0)
  }

  @Test func `the flags beside a type set the timeout and are no part of it`() throws {
    let type = SocketType(rawValue: SocketType.stream.rawValue | Self.typeFlags)
    let socket = try Socket(.inet, type)
    #expect(socket.type == .stream)
    #expect(socket.timeout == .zero)
    #expect(try System.isNonBlocking(socket.descriptor))
  }

  @Test(arguments: Wire.allCases)
  func `no socket is inherited, however it was made, until it is said so`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    let copy = try pair.first.duplicate()
    #expect(try pair.first.isInheritable == false)
    #expect(try pair.second.isInheritable == false)
    #expect(try copy.isInheritable == false)
    try copy.setInheritable(true)
    #expect(try copy.isInheritable)
    #expect(try pair.first.isInheritable == false)
    try copy.setInheritable(false)
    #expect(try copy.isInheritable == false)
  }

  @Test func `a failing question about inheritance is told`() throws {
    let socket = try Socket(.inet, .stream)
    let asked = try observe(under: [.failing(.fcntl, EBADF)]) { _ = try socket.isInheritable }
    #expect(asked.error == SocketError(.badFileDescriptor, operation: .getOption))
    let set = try observe(under: [.failing(.fcntl, EBADF)]) { try socket.setInheritable(true) }
    #expect(set.error == SocketError(.badFileDescriptor, operation: .setOption))
  }

  @Test(arguments: [nil, Duration.zero, .seconds(5)])
  func `a duplicate is the same socket with the same timeout`(timeout: Duration?) throws {
    let pair = try Wire.tcpIPv4.connectedPair()
    try pair.first.setTimeout(timeout)
    let copy = try pair.first.duplicate()
    #expect(copy.fileDescriptor != pair.first.fileDescriptor)
    #expect(copy.family == .inet)
    #expect(copy.type == .stream)
    #expect(copy.timeout == timeout)
    #expect(try copy.localAddress == pair.first.localAddress)
    try copy.sendAll("both")
    #expect(try pair.second.receive(atMost: 9) == Array("both".utf8))
  }

  @Test func `a connection lives until its last duplicate is closed`() throws {
    let listener = try Wire.tcpIPv4.listener()
    let client = try Wire.tcpIPv4.socket()
    try client.connect(to: listener.localAddress)
    let accepted = try listener.accept()
    let copy = try client.duplicate()
    try client.close()
    try copy.sendAll("still here")
    #expect(try accepted.socket.receive(atMost: 99) == Array("still here".utf8))
    try copy.close()
    #expect(try accepted.socket.receive(atMost: 99) == [])
  }

  @Test func `a duplicate beyond the limit of descriptors is refused`() throws {
    let socket = try Socket(.inet, .stream)
    let outcome = try observe(under: [.failing(.fcntl, EMFILE)]) { _ = try socket.duplicate() }
    #expect(outcome.error == SocketError(.tooManyOpenFiles, operation: .duplicate))
  }

  private static func canOpen(family: Int32, _ type: SocketType) -> Bool {
    (try? System.socket(family, type.rawValue, 0)) != nil
  }
}
