import SocketServers
import Sockets
import Synchronization
import TestSupport
import Testing

/// What a server reported, in order.
final class EventLog: Sendable {
  private let events = Mutex<[ServerEvent]>([])

  func append(_ event: ServerEvent) {
    events.withLock { $0.append(event) }
  }

  var openedCount: Int {
    events.withLock { $0.count { if case .opened = $0 { true } else { false } } }
  }

  /// What handlers threw.
  var handlerErrors: [String] {
    events.withLock { events in
      events.compactMap {
        if case .closed(_, _, let error?) = $0 { String(describing: error) } else { nil }
      }
    }
  }

  var refusedPeers: [SocketAddress?] {
    events.withLock { events in
      events.compactMap { if case .refused(let peer) = $0 { .some(peer) } else { nil } }
    }
  }

  /// What datagram handlers threw.
  var datagramErrors: [String] {
    events.withLock { events in
      events.compactMap {
        if case .datagramFailed(_, let error) = $0 { String(describing: error) } else { nil }
      }
    }
  }

  var receiveErrors: [SocketError] {
    events.withLock { events in
      events.compactMap { if case .receiveFailed(let error) = $0 { error } else { nil } }
    }
  }

  var acceptErrors: [SocketError] {
    events.withLock { events in
      events.compactMap { if case .acceptFailed(let error) = $0 { error } else { nil } }
    }
  }
}

/// Serves on a thread of its own while `body` runs on another, then ends the server.
///
/// - Returns: how the server ended.
func withServer(
  at address: SocketAddress = .ipv4(.loopback, port: 0),
  configuration: BlockingServer.Configuration = BlockingServer.Configuration(),
  grace: Duration = .seconds(30),
  handler: @escaping @Sendable (BlockingConnection) throws -> Void,
  body: @escaping @Sendable (BlockingServer) throws -> Void
) async throws -> ShutdownReport {
  let server = try BlockingServer(at: address, configuration: configuration)
  async let report = onThread { try server.serve(handler) }
  do {
    try await onThread { try body(server) }
    server.requestShutdown(grace: grace)
  } catch {
    server.requestShutdown(grace: .zero)
    _ = try await report
    throw error
  }
  return try await report
}

/// A client of the server, with a deadline so that a test that goes wrong ends.
func client(of server: BlockingServer, at index: Int = 0) throws -> SharedSocket {
  let address = server.localAddresses[index]
  let socket = try Socket(address.family, .stream)
  try socket.setTimeout(.seconds(30))
  try socket.connect(to: address)
  return SharedSocket(socket)
}

/// Connects, and expects back what it sends.
func expectEcho(
  of text: String,
  from server: BlockingServer,
  at index: Int = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let answer = try client(of: server, at: index).roundTrip(text)
  #expect(answer == text, sourceLocation: sourceLocation)
}

extension SharedSocket {
  /// Sends a text and receives as many bytes.
  func roundTrip(_ text: String) throws -> String {
    try socket.sendAll(text)
    var answer: [UInt8] = []
    while answer.count < text.utf8.count {
      let piece = try socket.receive(atMost: 4096)
      if piece.isEmpty { break }
      answer += piece
    }
    return String(decoding: answer, as: UTF8.self)
  }

  /// Receives up to the end of the stream.
  func rest() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while case let piece = try socket.receive(atMost: 64 << 10), !piece.isEmpty { bytes += piece }
    return bytes
  }
}

/// Sends back whatever comes.
@Sendable func echo(_ connection: BlockingConnection) throws {
  while case let bytes = try connection.socket.receive(atMost: 4096), !bytes.isEmpty {
    try connection.socket.sendAll(bytes)
  }
}
