import AsyncSockets
import EventLoops
import SocketServers
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ServerShutdownTests {
  @Test func `asked to end, it takes nobody new and lets the others go on`() async throws {
    let report = try await ServerBench.run(handler: echo) { bench in
      let client = try await bench.client()
      #expect(try await client.roundTrip("before") == "before")
      bench.server.requestShutdown(grace: .seconds(60))
      await bench.rest()
      let error = await #expect(throws: SocketError.self) { try await bench.client() }
      #expect(error?.code == .connectionRefused)
      #expect(try await client.roundTrip("after") == "after")
      await client.close()
    }
    #expect(report == ShutdownReport(handledCount: 1, closedCount: 0, abandonedCount: 0))
  }

  @Test func `handlers between two requests learn of it at once`() async throws {
    let report = try await ServerBench.run { connection in
      while try await connection.waitForRequest() {
        let request = try await connection.read(atMost: 100)
        if request.isEmpty { return }
        try await connection.write(request)
      }
      try await connection.write("goodbye")
    } body: { bench in
      let client = try await bench.client()
      #expect(try await client.roundTrip("hello") == "hello")
      await bench.rest()
      bench.server.requestShutdown()
      #expect(try await client.receivedText(of: 100) == "goodbye")
      await client.close()
    }
    #expect(report.closedCount == 0)
  }

  @Test func `a request that has come is answered before the end`() async throws {
    let (arrived, mayGoOn) = (Note(0), Note(false))
    try await ServerBench.run { connection in
      while try await connection.waitForRequest() {
        let request = try await connection.read(atMost: 5)
        if request.isEmpty { return }
        arrived.change { $0 += 1 }
        while !mayGoOn.value { await Task.yield() }
        try await connection.write(request)
      }
    } body: { bench in
      let client = try await bench.client()
      try await client.write("first")
      while arrived.value == 0 { await Task.yield() }
      try await client.write("after")
      bench.server.requestShutdown()
      // The listener is closed: the handler was told.
      while (try? await bench.client().close()) != nil { await Task.yield() }
      mayGoOn.set(true)
      #expect(try await client.receivedText(of: 100) == "firstafter")
      await client.close()
    }
  }

  @Test func `reading ends where the configuration says so`() async throws {
    let report = try await ServerBench.run {
      $0.endsReadingWhenDraining = true
    } handler: { connection in
      try await echo(connection)
      try await connection.write("goodbye")
    } body: { bench in
      let client = try await bench.client()
      #expect(try await client.roundTrip("hello") == "hello")
      bench.server.requestShutdown()
      #expect(try await client.receivedText(of: 100) == "goodbye")
      await client.close()
    }
    #expect(report.closedCount == 0)
  }

  @Test func `handlers that are left after the grace period are cancelled`() async throws {
    let errors = Note<[SocketError.Code]>([])
    let report = try await ServerBench.run { connection in
      do { try await echo(connection) } catch let error as SocketError {
        errors.change { $0.append(error.code) }
      }
    } body: { bench in
      let client = try await bench.client()
      #expect(try await client.roundTrip("hello") == "hello")
      bench.server.requestShutdown(grace: .seconds(10))
      await bench.rest()
      await bench.advance(by: .seconds(9))
      #expect(errors.value == [])
      await bench.advance(by: .seconds(1))
      #expect(errors.value == [.cancelled])
      #expect(try await client.receivedText(of: 1) == "")
      await client.close()
    }
    #expect(report == ShutdownReport(handledCount: 1, closedCount: 1, abandonedCount: 0))
  }

  @Test func `connections of handlers that ignore even that are aborted`() async throws {
    let codes = Note<[SocketError.Code]>([])
    try await ServerBench.run { connection in
      let transport = connection.transport
      // A task of its own is not cancelled with the handler.
      let reader = Task { try await transport.read(atMost: 1) }
      do { _ = try await reader.value } catch let error as SocketError {
        codes.change { $0.append(error.code) }
      }
    } body: { bench in
      let client = try await bench.client()
      await bench.rest()
      bench.server.requestShutdown(grace: .zero)
      await bench.rest()
      #expect(codes.value == [])
      while codes.value.isEmpty { await bench.advance(by: .seconds(1)) }
      #expect(codes.value == [.closed])
      let error = await #expect(throws: SocketError.self) { try await client.receivedText(of: 1) }
      #expect(error?.code == .connectionReset)
      await client.close()
    }
  }

  @Test func `a cancelled task ends its server and all handlers`() async throws {
    try await withEventLoops(2) { group in
      let server = try Server(at: .ipv4(.loopback, port: 0), loops: group)
      let errors = Note<[SocketError.Code]>([])
      let serving = Task {
        try await server.serve { connection in
          do { try await echo(connection) } catch let error as SocketError {
            errors.change { $0.append(error.code) }
          }
        }
      }
      let client = try await TCPConnection.connect(to: server.localAddresses[0])
      #expect(try await client.roundTrip("hello") == "hello")
      serving.cancel()
      #expect(try await serving.value.handledCount == 1)
      #expect(errors.value == [.cancelled])
      await client.close()
    }
  }

  @Test func `who waits for a place leaves with the server`() async throws {
    let report = try await ServerBench.run {
      $0.limits.connections = 1
    } handler: { connection in
      try await echo(connection)
    } body: { bench in
      let (first, second) = (try await bench.client(), try await bench.client())
      #expect(try await first.roundTrip("first") == "first")
      await bench.rest()
      bench.server.requestShutdown()
      #expect(try await second.receivedText(of: 1) == "")
      #expect(try await first.roundTrip("still here") == "still here")
      for client in [first, second] { await client.close() }
    }
    #expect(report.handledCount == 1)
  }
}
