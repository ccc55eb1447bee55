import AsyncSockets
import EventLoops
import SocketServers
import Sockets
import TestSupport
import Testing

/// Clients that go while their handlers are busy.
@Suite(.timeLimit(.minutes(10))) struct ServerHangUpTests {
  /// How a client goes.
  enum Departure: CaseIterable, Sendable {
    case ends, closes, resets
  }

  /// Works until it is cancelled, and notes that.
  private static func work(_ connection: ServerConnection, _ cancelled: Note<Int>) async throws {
    try await connection.write("working")
    do { try await connection.transport.eventLoop.sleep(for: .seconds(3_600)) } catch {
      #expect(Task.isCancelled)
      cancelled.change { $0 += 1 }
      throw error
    }
  }

  @Test(arguments: Departure.allCases)
  func `a client that goes cancels its handler`(departure: Departure) async throws {
    let cancelled = Note(0)
    try await ServerBench.run {
      $0.cancelsOnHangUp = true
    } handler: { connection in
      try await Self.work(connection, cancelled)
    } body: { bench in
      let (going, staying) = (try await bench.client(), try await bench.client())
      for client in [going, staying] {
        #expect(try await client.receivedText(of: 7) == "working")
      }
      switch departure {
      case .ends: try await going.finishWriting()
      case .closes: await going.close()
      case .resets: await going.abort()
      }
      while cancelled.value == 0 { await Task.yield() }
      await bench.rest()
      #expect(cancelled.value == 1)
      #expect(bench.server.connections.count == 1)
      for client in [going, staying] { await client.close() }
      while cancelled.value == 1 { await Task.yield() }
    }
  }

  @Test func `without the option a client that goes cancels nothing`() async throws {
    let cancelled = Note(0)
    try await ServerBench.run(grace: .zero) { connection in
      try await Self.work(connection, cancelled)
    } body: { bench in
      let going = try await bench.client()
      #expect(try await going.receivedText(of: 7) == "working")
      await going.close()
      await bench.rest()
      #expect(cancelled.value == 0)
    }
    #expect(cancelled.value == 1)
  }

  @Test func `clients that only talk cancel nothing, and handlers end as always`() async throws {
    struct Failure: Error {}
    let report = try await ServerBench.run {
      $0.cancelsOnHangUp = true
    } handler: { connection in
      while let received = try await connection.receive() {
        try await connection.write(received.bytes)
        if received.count == 5 { throw Failure() }
      }
    } body: { bench in
      let client = try await bench.client()
      for text in ["one", "two", "three"] { #expect(try await client.roundTrip(text) == text) }
      #expect(try await client.receivedText(of: 1) == "")
      await client.close()
      await bench.rest()
      #expect(bench.log.handlerErrors == ["Failure()"])
    }
    #expect(report == ShutdownReport(handledCount: 1, closedCount: 0, abandonedCount: 0))
  }

  @Test func `a handler that closes its connection is not cancelled, and the client sees the end`()
    async throws
  {
    let mayReturn = Note(false)
    try await ServerBench.run {
      $0.cancelsOnHangUp = true
    } handler: { connection in
      await connection.close()
      while !mayReturn.value { await Task.yield() }
      #expect(!Task.isCancelled)
    } body: { bench in
      let client = try await bench.client()
      // While the handler still runs.
      #expect(try await client.receivedText(of: 1) == "")
      await client.close()
      mayReturn.set(true)
    }
  }

  @Test func `the end of the grace period cancels handlers that are watched`() async throws {
    let cancelled = Note(0)
    let report = try await ServerBench.run {
      $0.cancelsOnHangUp = true
    } handler: { connection in
      try await Self.work(connection, cancelled)
    } body: { bench in
      let client = try await bench.client()
      #expect(try await client.receivedText(of: 7) == "working")
      bench.server.requestShutdown(grace: .zero)
      #expect(try await client.receivedText(of: 1) == "")
      await client.close()
    }
    #expect(cancelled.value == 1)
    #expect(report.closedCount == 1)
  }
}
