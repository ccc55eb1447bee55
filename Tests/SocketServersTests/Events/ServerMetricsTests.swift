import Metrics
import MetricsTestKit
import SocketServers
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ServerMetricsTests {
  private struct Failure: Error {}

  @Test func `a server counts what happens`() async throws {
    let metrics = TestMetrics()
    let listeners = [
      ServerListener(at: .ipv4(.loopback, port: 0)),
      ServerListener(at: .ipv4(.loopback, port: 0), upgrade: MaskedStream.accept),
    ]
    try await ServerBench.run(listeners: listeners) {
      $0.metrics = ServerMetrics(prefix: "test", factory: metrics)
      $0.limits.connections = 2
      $0.limits.whenFull = .refuse()
    } handler: { connection in
      while let received = try await connection.receive() {
        if received.count == 4 { throw Failure() }
        try await connection.write(received.bytes)
      }
    } body: { bench in
      let (first, second) = (try await bench.client(), try await bench.client())
      for client in [first, second] { #expect(try await client.roundTrip("hi") == "hi") }
      let open = try metrics.expectMeter("test_connections_open")
      #expect(open.lastValue == 2)
      let third = try await bench.client()
      #expect(try await third.receivedText(of: 1) == "")
      try await first.write("fail")
      #expect(try await first.receivedText(of: 1) == "")
      await first.close()
      await bench.rest()
      #expect(open.lastValue == 1)
      let bad = try await bench.client(at: 1)
      try await bad.write("x")
      #expect(try await bad.receivedText(of: 1) == "")
      for client in [second, third, bad] { await client.close() }
    }
    func total(_ name: String, _ dimensions: [(String, String)] = []) throws -> Int64 {
      try metrics.expectCounter("test_\(name)", dimensions).totalValue
    }
    #expect(try total("connections_total") == 2)
    #expect(try total("handler_failures_total") == 1)
    #expect(try total("handshake_failures_total") == 1)
    #expect(try total("accept_failures_total") == 0)
    #expect(try total("refused_total", [("reason", "too many connections")]) == 1)
    #expect(try total("refused_total", [("reason", "network denied")]) == 0)
    #expect(try metrics.expectMeter("test_connections_open").lastValue == 0)
  }

  @Test func `every reason has a counter from the start`() throws {
    let metrics = TestMetrics()
    let server = ServerMetrics(factory: metrics)
    for reason in RefusalReason.allCases {
      _ = try metrics.expectCounter("server_refused_total", [("reason", reason.rawValue)])
    }
    _ = server
  }
}
