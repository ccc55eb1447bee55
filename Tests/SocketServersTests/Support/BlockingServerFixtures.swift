import SocketServers
import Sockets
import Synchronization
import SystemCalls
import TestSupport
import Testing

/// Runs `serve` on one thread and `body` on another, then ends the server, also where `body`
/// throws.
///
/// The threads are the system's own: Swift's pool may be busy with other tests for a long time.
///
/// - Returns: what `serve` returned.
func serving<R: Sendable>(
  _ serve: @escaping @Sendable () throws -> R,
  until shutdown: ShutdownRequest,
  grace: Duration = .seconds(120),
  body: @escaping @Sendable () throws -> Void
) async throws -> R {
  try await onThread {
    let outcome = Mutex<Result<R, any Error>?>(nil)
    let server = try SystemThread(name: "server") {
      let result = Result { try serve() }
      outcome.withLock { $0 = result }
    }
    let failure = Result { try body() }
    shutdown.request(grace: (try? failure.get()) == nil ? .zero : grace)
    server.join()
    try failure.get()
    return try #require(outcome.withLock { $0 }).get()
  }
}

/// Serves streams while `body` runs.
///
/// - Returns: how the server ended.
func withServer(
  at address: SocketAddress = .ipv4(.loopback, port: 0),
  configuration: BlockingServer.Configuration = BlockingServer.Configuration(),
  handler: @escaping @Sendable (BlockingConnection) throws -> Void,
  body: @escaping @Sendable (BlockingServer) throws -> Void
) async throws -> ShutdownReport {
  let server = try BlockingServer(at: address, configuration: configuration)
  return try await serving(server, by: handler) { try body(server) }
}

/// Serves streams while `body` runs, then asks the server to end, by its own request or another.
///
/// - Returns: how the server ended.
func serving(
  _ server: BlockingServer,
  by handler: @escaping @Sendable (BlockingConnection) throws -> Void,
  until shutdown: ShutdownRequest? = nil,
  body: @escaping @Sendable () throws -> Void
) async throws -> ShutdownReport {
  let serve: @Sendable () throws -> ShutdownReport = { try server.serve(handler) }
  return try await serving(serve, until: shutdown ?? server.shutdown, body: body)
}

/// A client of the server, with a deadline so that a test that goes wrong ends.
func client(of server: BlockingServer, at index: Int = 0) throws -> SharedSocket {
  let address = server.localAddresses[index]
  let socket = try Socket(address.family, .stream)
  try socket.setTimeout(.seconds(120))
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
