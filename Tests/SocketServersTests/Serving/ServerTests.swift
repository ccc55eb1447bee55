import AsyncSockets
import EventLoops
import SocketServers
import Sockets
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ServerTests {
  struct Failure: Error {}

  @Test func `many clients are served at the same time, each on its connection's loop`()
    async throws
  {
    let loops = Note<Set<Int>>([])
    let report = try await ServerBench.run { connection in
      #expect(connection.transport.eventLoop.isCurrent)
      loops.change { $0.insert(connection.transport.eventLoop.index) }
      try await echo(connection)
    } body: { bench in
      var clients: [TCPConnection] = []
      for _ in 0..<300 { clients.append(try await bench.client()) }
      for round in 0..<2 {
        for (index, client) in clients.enumerated() {
          let text = "client \(index) round \(round)"
          #expect(try await client.roundTrip(text) == text)
        }
      }
      #expect(bench.server.connections.count == 300)
      #expect(!bench.server.connections.contains { !$0.isServed })
      for client in clients { await client.close() }
    }
    #expect(report == ShutdownReport(handledCount: 300, closedCount: 0, abandonedCount: 0))
    #expect(loops.value == [0, 1])
  }

  @Test func `a handler that throws costs its own connection and is reported`() async throws {
    try await ServerBench.run { connection in
      guard try await connection.read(atMost: 9) != Array("fail".utf8) else { throw Failure() }
      try await connection.write("fine")
    } body: { bench in
      let (bad, good) = (try await bench.client(), try await bench.client())
      try await bad.write("fail")
      #expect(try await bad.receivedText(of: 9) == "")
      try await good.write("go on")
      #expect(try await good.receivedText(of: 9) == "fine")
      await bad.close()
      await good.close()
      await bench.rest()
      #expect(bench.log.handlerErrors == ["Failure()"])
      #expect(bench.log.openedCount == 2)
    }
  }

  @Test func `what was sent last arrives though the client still sends`() async throws {
    try await ServerBench.run { connection in
      _ = try await connection.read(atMost: 1)
      try await connection.write("enough")
    } body: { bench in
      let client = try await bench.client()
      try await client.write([UInt8](repeating: 1, count: 100_000))
      #expect(try await client.receivedText(of: 100) == "enough")
      await client.close()
    }
  }

  @Test func `it serves Unix sockets on all loops, and removes its file`() async throws {
    try await temporaryDirectory { directory in
      let path = try UnixAddress(path: "\(directory)/server")
      let listener = ServerListener(at: SocketAddress(path))
      let loops = Note<Set<Int>>([])
      try await ServerBench.run(listeners: [listener]) { connection in
        loops.change { $0.insert(connection.transport.eventLoop.index) }
        try await echo(connection)
      } body: { bench in
        for _ in 0..<2 {
          let client = try await UnixConnection.connect(to: path, on: bench.group.loops[1])
          #expect(try await client.roundTrip("hello") == "hello")
          await client.close()
        }
      }
      #expect(loops.value == [0, 1])
      await #expect(throws: SocketError.self) { try await UnixConnection.connect(to: path) }
      // Removed, not only dead: another can bind it without looking.
      _ = try UnixListener(at: path)
    }
  }

  @Test func `it serves a socket that others opened`() async throws {
    let socket = SharedSocket(try Socket.createServer(at: .ipv4(.loopback, port: 0)))
    let listener = ServerListener(on: socket)
    try await ServerBench.run(listeners: [listener], handler: echo) { bench in
      #expect(bench.server.localAddresses == [try socket.socket.localAddress])
      let client = try await bench.client()
      #expect(try await client.roundTrip("hello") == "hello")
      await client.close()
    }
  }

  @Test func `a port that another server has is refused, and nothing stays open`() async throws {
    try await withEventLoops(2) { group in
      let first = try Server(at: .ipv4(.loopback, port: 0), loops: group)
      let taken = first.localAddresses[0]
      let error = #expect(throws: SocketError.self) {
        try Server(
          listening: [ServerListener(at: .ipv4(.loopback, port: 0)), ServerListener(at: taken)],
          loops: group
        )
      }
      #expect(error?.code == .addressInUse)
      #expect(error?.address == taken)
    }
  }

  @Test func `it serves once`() async throws {
    try await withEventLoops(1) { group in
      let server = try Server(at: .ipv4(.loopback, port: 0), loops: group)
      server.requestShutdown()
      let empty = ShutdownReport(handledCount: 0, closedCount: 0, abandonedCount: 0)
      #expect(try await server.serve(echo) == empty)
      #expect(try await server.serve(echo) == empty)
    }
  }

  @Test func `the handlers stand on readers and writers`() async throws {
    try await ServerBench.run { connection in
      var reader = BufferedReader(connection)
      while let line = try await reader.readLineText() {
        try await connection.write("\(connection.id): \(line)\n")
      }
    } body: { bench in
      let client = try await bench.client()
      try await client.write("one\ntwo\n")
      #expect(try await client.receivedText(of: 14) == "1: one\n1: two\n")
      await client.close()
    }
  }
}
