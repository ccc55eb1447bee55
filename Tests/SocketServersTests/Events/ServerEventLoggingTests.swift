import Framing
import InMemoryLogging
import Logging
import SocketServers
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ServerEventLoggingTests {
  private struct Failure: Error {}

  private static let peer = SocketAddress("192.0.2.1:7")

  /// What handlers throw, and at which level it is told.
  private static let failures: [(name: String, error: any Error, level: Logger.Level)] = [
    ("reset", SocketError(.connectionReset, operation: .receive), .debug),
    ("timed out", SocketError(.timedOut, operation: .receive), .debug),
    ("cancelled", CancellationError(), .debug),
    (
      "reset under a reader",
      BufferedReaderError<SocketError>.stream(SocketError(.brokenPipe, operation: .send)), .debug
    ),
    ("a line too long", BufferedReaderError<any Error>.tooLong(limit: 9), .debug),
    (
      "reset under frames",
      FrameStreamError<any Error>.stream(SocketError(.connectionReset, operation: .send)), .debug
    ),
    ("a fault of this program", Failure(), .warning),
    ("out of descriptors", SocketError(.tooManyOpenFiles, operation: .open), .warning),
    (
      "out of descriptors under a reader",
      BufferedReaderError<any Error>.stream(SocketError(.tooManyOpenFiles, operation: .open)),
      .warning
    ),
  ]

  /// What an event writes to a log.
  private static func entries(of event: ServerEvent) -> [InMemoryLogHandler.Entry] {
    let handler = InMemoryLogHandler()
    var logger = Logger(label: "test") { _ in handler }
    logger.logLevel = .trace
    event.log(to: logger)
    return handler.entries
  }

  @Test(arguments: failures)
  func `what a handler throws is told by whose doing it is`(
    name: String,
    error: any Error,
    level: Logger.Level
  ) async throws {
    let id = try await Self.someID()
    let entries = Self.entries(of: .closed(id, peer: Self.peer, error: error))
    #expect(entries.map(\.level) == [level])
    #expect(entries.map(\.message) == ["handler failed"])
    #expect(
      entries.first?.metadata == [
        "connection": "\(id)", "peer": "192.0.2.1:7", "error": "\(error)",
      ]
    )
  }

  @Test func `each event has its level, and its metadata`() async throws {
    let id = try await Self.someID()
    let shortage = SocketError(.tooManyOpenFiles, operation: .accept, address: Self.peer)
    let table: [(ServerEvent, Logger.Level, Logger.Message, Set<String>)] = [
      (.opened(id, peer: Self.peer), .debug, "connection opened", ["connection", "peer"]),
      (.opened(id, peer: nil), .debug, "connection opened", ["connection"]),
      (
        .closed(id, peer: Self.peer, error: nil), .debug, "connection closed",
        ["connection", "peer"]
      ),
      (
        .refused(peer: Self.peer, .tooManyOfPeer), .info,
        "connection refused: too many connections of the peer", ["peer"]
      ),
      (
        .handshakeFailed(id, peer: Self.peer, error: Failure()), .info, "handshake failed",
        ["connection", "peer", "error"]
      ),
      (.acceptFailed(shortage), .warning, "accepting failed", ["peer", "error"]),
      (
        .datagramRefused(sender: Self.peer, .networkDenied), .info,
        "datagram refused: network denied", ["peer"]
      ),
      (
        .datagramFailed(sender: Self.peer, error: Failure()), .warning, "datagram handler failed",
        ["peer", "error"]
      ),
      (.receiveFailed(shortage), .warning, "receiving failed", ["peer", "error"]),
    ]
    for (event, level, message, keys) in table {
      let entries = Self.entries(of: event)
      #expect(entries.map(\.level) == [level], "\(message)")
      #expect(entries.map(\.message) == [message])
      #expect(entries.map { Set($0.metadata.keys) } == [keys], "\(message)")
    }
  }

  @Test func `a server logs what happens, and nothing of what clients send`() async throws {
    let handler = InMemoryLogHandler()
    var logger = Logger(label: "server") { _ in handler }
    logger.logLevel = .trace
    let listeners = [
      ServerListener(at: .ipv4(.loopback, port: 0)),
      ServerListener(at: .ipv4(.loopback, port: 0), upgrade: MaskedStream.accept),
    ]
    try await ServerBench.run(listeners: listeners) {
      $0.logger = logger
    } handler: { connection in
      var reader = BufferedReader(connection)
      while let line = try await reader.readLine(maximumBytes: 16) {
        try await connection.write(line + [UInt8(ascii: "\n")])
      }
    } body: { bench in
      for (index, text) in ["secret\n", "a secret that is too long\n"].enumerated() {
        let client = try await bench.client()
        try await client.write(text)
        if index == 0 { #expect(try await client.receivedText(of: 7) == text) }
        await client.close()
      }
      let other = try await bench.client(at: 1)
      try await other.write("secret")
      _ = try? await other.receivedText(of: 1)
      await other.close()
    }
    let messages = handler.entries.map(\.message.description).sorted()
    #expect(
      messages == [
        "connection closed", "connection opened", "connection opened", "handler failed",
        "handshake failed",
      ]
    )
    #expect(!handler.entries.contains { "\($0)".contains("secret") })
  }

  /// A number, which only servers make.
  private static func someID() async throws -> ConnectionID {
    let ids = Note<[ConnectionID]>([])
    try await ServerBench.run { connection in
      ids.change { $0.append(connection.id) }
    } body: { bench in
      let client = try await bench.client()
      #expect(try await client.receivedText(of: 1) == "")
      await client.close()
    }
    return try #require(ids.value.first)
  }
}
