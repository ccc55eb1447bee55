import AsyncSockets
import EventLoops
import SocketServers
import Sockets
import TestSupport
import Testing

/// The moments at which the end of a server meets what its connections do.
@Suite(.timeLimit(.minutes(10))) struct ServerDrainingTests {
  private static let loopback: SocketAddress = .ipv4(.loopback, port: 0)

  /// Answers requests of one byte until the server ends.
  @Sendable private static func answer(_ connection: ServerConnection) async throws {
    while try await connection.waitForRequest() {
      let request = try await connection.read(atMost: 1)
      if request.isEmpty { return }
      try await connection.write(request)
    }
    try await connection.write("goodbye")
  }

  @Test func `a handler that is told between its look and its wait does not wait`() async throws {
    let (server, waits) = (Note<Server?>(nil), Note(0))
    let listener = ServerListener(at: Self.loopback) { transport in
      HookedStream(over: transport) {
        // Whoever waits has looked whether the server ends: at the second wait it does so now.
        waits.change { $0 += 1 }
        guard waits.value == 2, let server = server.value else { return }
        server.requestShutdown(grace: .seconds(3_600))
        let address = server.localAddresses[0]
        while let client = try? await TCPConnection.connect(to: address) { await client.close() }
      }
    }
    let report = try await ServerBench.run(
      listeners: [listener],
      handler: Self.answer
    ) { bench in
      server.set(bench.server)
      let client = try await bench.client()
      try await client.write("1")
      #expect(try await client.receivedText(of: 100) == "1goodbye")
      await client.close()
    }
    // The server has the hook, which has the note.
    server.set(nil)
    #expect(report.closedCount == 0)
  }

  @Test func `handlers that have their request read the rest of it whatever happens`() async throws
  {
    for _ in 0..<10 {
      let served = Note(0)
      let report = try await ServerBench.run { connection in
        while try await connection.waitForRequest() {
          let first = try await connection.read(atMost: 1)
          if first.isEmpty { return }
          try await connection.write(first)
          // The rest is yet to come.
          try await connection.write(try await connection.read(atMost: 1))
          served.change { $0 += 1 }
        }
      } body: { bench in
        var clients: [TCPConnection] = []
        for _ in 0..<20 { clients.append(try await bench.client()) }
        for client in clients { try await client.write("1") }
        while bench.log.openedCount == 0 { await Task.yield() }
        bench.server.requestShutdown(grace: .seconds(3_600))
        for client in clients {
          guard try await client.receivedText(of: 1) == "1" else { continue }
          #expect(try await client.roundTrip("2") == "2")
        }
        for client in clients { await client.close() }
        await bench.rest()
        #expect(bench.log.handlerErrors.filter { !$0.contains("reset") } == [])
      }
      #expect(served.value > 0)
      #expect(report.closedCount == 0)
    }
  }

  @Test func `a connection that comes in while the server ends learns of it`() async throws {
    let server = Note<Server?>(nil)
    let report = try await ServerBench.run {
      $0.admits = { _ in
        server.value?.requestShutdown(grace: .seconds(3_600))
        return true
      }
    } handler: { connection in
      try await Self.answer(connection)
    } body: { bench in
      server.set(bench.server)
      let client = try await bench.client()
      let text = (try? await client.receivedText(of: 100)) ?? ""
      // It had its place before, or comes too late for one.
      #expect(["goodbye", ""].contains(text))
      await client.close()
    }
    server.set(nil)
    #expect(report.closedCount == 0)
  }

  @Test func `a connection in its handshake comes to its handler, which learns of it`()
    async throws
  {
    let listener = ServerListener(at: Self.loopback, upgrade: MaskedStream.accept)
    try await ServerBench.run(listeners: [listener], handler: Self.answer) { bench in
      let client = try await bench.client()
      await bench.rest()
      bench.server.requestShutdown()
      await bench.rest()
      let stream = try await MaskedStream.connect(over: client)
      #expect(try await stream.receivedText(of: 100) == "goodbye")
      await client.close()
    }
  }

  @Test func `a request that has come is served even where the handler asks after the end`()
    async throws
  {
    let mayGoOn = Note(false)
    try await ServerBench.run { connection in
      while !mayGoOn.value { await Task.yield() }
      #expect(connection.isDraining)
      try await Self.answer(connection)
    } body: { bench in
      let client = try await bench.client()
      try await client.write("1")
      await bench.waitForConnections(1)
      bench.server.requestShutdown()
      while (try? await bench.client().close()) != nil { await Task.yield() }
      mayGoOn.set(true)
      #expect(try await client.receivedText(of: 100) == "1goodbye")
      await client.close()
    }
  }

  @Test func `a cancelled server aborts connections of handlers that ignore it`() async throws {
    let clock = ManualClock()
    try await withEventLoops(2, clock: clock) { group in
      let server = try Server(at: Self.loopback, loops: group)
      let codes = Note<[SocketError.Code]>([])
      let serving = Task {
        try await server.serve { connection in
          let transport = connection.transport
          // A task of its own is not cancelled with the handler.
          let reader = Task { try await transport.read(atMost: 1) }
          do { _ = try await reader.value } catch let error as SocketError {
            codes.change { $0.append(error.code) }
          }
        }
      }
      let client = try await TCPConnection.connect(to: server.localAddresses[0])
      while server.connections.isEmpty { await Task.yield() }
      serving.cancel()
      await group.rest()
      #expect(codes.value == [])
      while codes.value.isEmpty {
        clock.advance(by: .seconds(1))
        await group.rest()
      }
      let report = try await serving.value
      #expect(report == ShutdownReport(handledCount: 1, closedCount: 1, abandonedCount: 0))
      await client.close()
    }
  }

  @Test func `connections that never came to a handler are not counted as handled`() async throws {
    let listener = ServerListener(at: Self.loopback, upgrade: MaskedStream.accept)
    let report = try await ServerBench.run(listeners: [listener], handler: Self.answer) { bench in
      let client = try await bench.client()
      try await client.write("x")
      #expect(try await client.receivedText(of: 1) == "")
      await client.close()
    }
    #expect(report.handledCount == 0)
  }
}
