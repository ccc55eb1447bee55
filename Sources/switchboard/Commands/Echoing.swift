import AsyncSockets
import EventLoops
import SocketAddresses
import Sockets

/// What `switchboard echo` does with who comes, for each kind of address.
struct Echoing: Sendable {
  /// Whether ASCII letters come back in upper case.
  var isUpper: Bool

  /// Binds an address, and whatever a name in it stands for.
  ///
  /// - Parameters:
  ///   - address: where.
  ///   - loops: share the work.
  /// - Returns: for each socket address that was found, its service or why there is none.
  func bind(
    _ address: ListenAddress,
    on loops: [EventLoop]
  ) async -> [Result<Service, any Error>] {
    switch address {
    case .tcp(let endpoint):
      await bindEach(of: endpoint, .stream) { try tcp(at: $0, for: endpoint, on: loops) }
    case .udp, .unix, .unixDatagram, .unixSequencedPackets:
      [.failure(UsageError("not yet"))]
    }
  }

  private func bindEach(
    of endpoint: Endpoint,
    _ type: SocketType,
    _ bind: (SocketAddress) throws -> Service
  ) async -> [Result<Service, any Error>] {
    do {
      return try await IPAddresses.toBind(endpoint, type).map { address in
        Result { try bind(address) }
      }
    } catch {
      return [.failure(error)]
    }
  }

  private func tcp(
    at address: SocketAddress,
    for endpoint: Endpoint,
    on loops: [EventLoop]
  ) throws -> Service {
    let isDualStack = IPAddresses.isDualStack(endpoint)
    let listeners = try TCPListeners(at: address, isDualStack: isDualStack, on: loops)
    return Service(address: BoundAddress(transport: .tcp, address: listeners.address)) {
      if isUpper {
        try await listeners.serve(onError: ClientErrors.report) { try await Self.answerUpper($0) }
      } else {
        try await listeners.serve(onError: ClientErrors.report) { try await Self.answer($0) }
      }
    } stop: {
      await listeners.close()
    }
  }

  /// Sends back what a stream brings, to its end.
  private static func answer(_ connection: StreamConnection) async throws {
    while let received = try await connection.receive() { try await connection.write(received) }
  }

  /// The same with ASCII letters in upper case.
  private static func answerUpper(_ connection: StreamConnection) async throws {
    while let received = try await connection.receive() {
      let answer = UpperCase.bytes(of: received.bytes)
      // SAFETY: the array lives until all of it is written.
      try await unsafe connection.write(answer.span.bytes)
    }
  }
}
