import CPlatform
import Synchronization
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

/// A kind of connection that a test can be run over: a family and a type that go together.
enum Wire: String, CaseIterable, Sendable {
  case tcpIPv4
  case tcpIPv6
  case unixStream
  case unixSequencedPacket
  case udpIPv4
  case udpIPv6
  case unixDatagram

  /// Those that carry bytes without boundaries.
  static let streams: [Wire] = [.tcpIPv4, .tcpIPv6, .unixStream]
  /// Those that carry messages.
  static let messages: [Wire] = [.unixSequencedPacket, .udpIPv4, .udpIPv6, .unixDatagram]
  /// Those that accept connections.
  static let connections: [Wire] = [.tcpIPv4, .tcpIPv6, .unixStream, .unixSequencedPacket]
  /// Those on which every socket that is bound may send to every other.
  static let datagrams: [Wire] = [.udpIPv4, .udpIPv6, .unixDatagram]

  var family: AddressFamily {
    switch self {
    case .tcpIPv4, .udpIPv4: .inet
    case .tcpIPv6, .udpIPv6: .inet6
    case .unixStream, .unixSequencedPacket, .unixDatagram: .unix
    }
  }

  var type: SocketType {
    switch self {
    case .tcpIPv4, .tcpIPv6, .unixStream: .stream
    case .unixSequencedPacket: .sequencedPacket
    case .udpIPv4, .udpIPv6, .unixDatagram: .datagram
    }
  }

  /// What the kernel says the protocol is, where `.automatic` was asked.
  var protocolNumber: ProtocolNumber {
    switch self {
    case .tcpIPv4, .tcpIPv6: .tcp
    case .udpIPv4, .udpIPv6: .udp
    case .unixStream, .unixSequencedPacket, .unixDatagram: .automatic
    }
  }

  /// An address to bind to where the kernel chooses the port or name.
  var anyAddress: SocketAddress {
    switch family {
    case .inet: .ipv4(.loopback, port: 0)
    case .inet6: .ipv6(.loopback, port: 0)
    default: SocketAddress(.unnamed)
    }
  }

  /// Skips the rest of a test where the machine lacks what this takes, and says so.
  func demand() throws {
    if family == .inet6, !KernelFeature.ipv6Loopback.isAvailable {
      try Test.cancel("this machine lacks \(KernelFeature.ipv6Loopback.rawValue)")
    }
    if self == .unixSequencedPacket, !KernelFeature.unixSequencedPackets.isAvailable {
      try Test.cancel("this machine lacks \(KernelFeature.unixSequencedPackets.rawValue)")
    }
  }

  /// A blocking socket whose calls give up in the kernel after a time that no test needs, so that a
  /// test that waits in vain fails instead of standing still.
  func socket() throws -> Socket {
    try demand()
    let socket = try Socket(family, type)
    try guardAgainstHanging(socket)
    return socket
  }

  func boundSocket() throws -> Socket {
    let socket = try socket()
    try socket.bind(to: anyAddress)
    return socket
  }

  func listener(backlog: Int = 16) throws -> Socket {
    let socket = try boundSocket()
    try socket.listen(backlog: backlog)
    return socket
  }

  /// Two sockets with a connection between them, each with an address.
  func connectedPair() throws -> SocketPair {
    if Wire.datagrams.contains(self) {
      let first = try boundSocket()
      let second = try boundSocket()
      try first.connect(to: second.localAddress)
      try second.connect(to: first.localAddress)
      return SocketPair(first: first, second: second)
    }
    let listener = try listener()
    let client = try boundSocket()
    try client.connect(to: listener.localAddress)
    let accepted = try listener.accept().socket
    try guardAgainstHanging(accepted)
    return SocketPair(first: client, second: accepted)
  }
}

/// Lets the kernel end every wait of a blocking socket with `.wouldBlock` after a minute.
func guardAgainstHanging(_ socket: borrowing Socket) throws {
  try socket.set(.receiveTimeout, to: .seconds(60))
  try socket.set(.sendTimeout, to: .seconds(60))
}

extension Wire: CustomTestStringConvertible {
  var testDescription: String { rawValue }
}
