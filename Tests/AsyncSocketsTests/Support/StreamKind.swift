import AsyncSockets
import Sockets
import TestSupport

/// The kinds of connections that carry a stream.
enum StreamKind: String, CaseIterable, Sendable {
  case tcp, tcpIPv6, unix, unixPair

  /// Those that this machine has.
  static let available = allCases.filter {
    $0 != .tcpIPv6 || KernelFeature.ipv6Loopback.isAvailable
  }

  var isUnix: Bool { self == .unix || self == .unixPair }

  /// Connects two ends.
  func connect(
    on loop: EventLoop,
    _ acceptingLoop: EventLoop? = nil
  ) async throws -> (StreamConnection, StreamConnection) {
    let other = acceptingLoop ?? loop
    switch self {
    case .tcp: return try await connectTCP(.ipv4(.loopback, port: 0), loop, other)
    case .tcpIPv6: return try await connectTCP(.ipv6(.loopback, port: 0), loop, other)
    case .unix: return try await connectUnix(loop, other)
    case .unixPair:
      let ends = try Socket.pair(.stream)
      return (
        try UnixConnection(adopting: ends.first, on: loop),
        try UnixConnection(adopting: ends.second, on: other)
      )
    }
  }

  private func connectTCP(
    _ address: SocketAddress,
    _ loop: EventLoop,
    _ acceptingLoop: EventLoop
  ) async throws -> (StreamConnection, StreamConnection) {
    let listener = try TCPListener(at: address, on: acceptingLoop)
    let first = try await TCPConnection.connect(to: listener.localAddress, on: loop)
    let second = try await listener.accept()
    await listener.close()
    return (first, second)
  }

  private func connectUnix(
    _ loop: EventLoop,
    _ acceptingLoop: EventLoop
  ) async throws -> (StreamConnection, StreamConnection) {
    let listener = try UnixListener(at: .unnamed, on: acceptingLoop)
    let first = try await UnixConnection.connect(to: listener.unixAddress, on: loop)
    let second = try await listener.accept()
    await listener.close()
    return (first, second)
  }
}

extension UnixListener {
  /// Where it listens, as a Unix address.
  var unixAddress: UnixAddress {
    get throws {
      guard let address = try localAddress.unix else {
        throw SocketError(.unusableArgument, operation: .localAddress)
      }
      return address
    }
  }
}
