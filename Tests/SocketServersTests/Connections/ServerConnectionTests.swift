import AsyncSockets
import ByteStreamsTesting
import EventLoops
import SocketServers
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ServerConnectionTests {
  @Test(arguments: ByteStreamPromise.allCases, [false, true])
  func `a served connection is a stream, with an upgrade and without`(
    promise: ByteStreamPromise,
    isUpgraded: Bool
  ) async throws {
    let handover = Handover()
    let upgrade: StreamUpgrade = { MaskedStream(over: $0) }
    let listener = ServerListener(
      at: .ipv4(.loopback, port: 0),
      upgrade: isUpgraded ? upgrade : nil
    )
    try await ServerBench.run(listeners: [listener]) { connection in
      await handover.handle(connection)
    } body: { bench in
      defer { handover.end() }
      if isUpgraded {
        try await Self.check(promise, "upgraded") {
          let (client, connection) = try await Self.connect(bench, handover)
          return (MaskedStream(over: client), connection)
        }
      } else {
        try await Self.check(promise, "plain") { try await Self.connect(bench, handover) }
      }
    }
  }

  private static func connect(
    _ bench: ServerBench,
    _ handover: Handover
  ) async throws -> (TCPConnection, ServerConnection) {
    let client = try await bench.client()
    return (client, await handover.take(try client.localAddress))
  }

  private static func check<Client: ByteStream & Sendable>(
    _ promise: ByteStreamPromise,
    _ name: String,
    _ makePair: @escaping @Sendable () async throws -> (Client, ServerConnection)
  ) async throws {
    var conformance = ByteStreamConformance(named: name, makePair: makePair)
    conformance.seeds = 0..<2
    conformance.timeLimit = .seconds(120)
    conformance.errorKind = { error in
      switch (error as? SocketError)?.code {
      case .busy: .busy
      case .cancelled: .cancelled
      case .closed: .closed
      default: nil
      }
    }
    try await conformance.check(promise)
  }

  @Test func `connections are told apart, and told of in their order`() async throws {
    let handover = Handover()
    try await ServerBench.run { connection in
      await handover.handle(connection)
    } body: { bench in
      defer { handover.end() }
      var clients: [TCPConnection] = []
      var connections: [ServerConnection] = []
      for _ in 0..<5 {
        let (client, connection) = try await Self.connect(bench, handover)
        clients.append(client)
        connections.append(connection)
      }
      #expect(Set(connections).count == 5)
      #expect(connections.map(\.id.description) == ["1", "2", "3", "4", "5"])
      #expect(bench.server.connections.map(\.id) == connections.map(\.id))
      #expect(try connections[0].localAddress == bench.server.localAddresses[0])
      #expect(connections[0].upgraded == nil && connections[0].proxyHeader == nil)
      for client in clients { await client.close() }
    }
  }

  @Test func `memory that is reserved after the end is not counted`() async throws {
    let handover = Handover()
    try await ServerBench.run {
      $0.limits.bufferBytes = 100
    } handler: { connection in
      await handover.handle(connection)
    } body: { bench in
      let (client, connection) = try await Self.connect(bench, handover)
      #expect(connection.reserve(60) && !connection.reserve(41) && connection.reserve(-1))
      handover.end()
      #expect(try await client.receivedText(of: 1) == "")
      await client.close()
      await bench.rest()
      #expect(!connection.reserve(1))
      let (second, next) = try await Self.connect(bench, handover)
      #expect(next.reserve(100))
      await second.close()
    }
  }
}
