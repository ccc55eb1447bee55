import CPlatform
import SocketServers
import Sockets
import SystemCalls
import TestSupport
import Testing

struct BlockingDatagramServerTests {
  /// Serves on a thread of its own while `body` runs, and says hello to whoever sends.
  private func withServer(
    at address: SocketAddress = .ipv4(.loopback, port: 0),
    faults: [FakeKernel.Fault] = [],
    log: EventLog = EventLog(),
    body: @escaping @Sendable (SocketAddress) throws -> Void
  ) async throws -> ShutdownReport {
    struct Failure: Error {}
    let server = try BlockingDatagramServer(at: address, report: log.append)
    let serve: @Sendable () throws -> ShutdownReport = {
      var report = ShutdownReport(handledCount: 0, closedCount: 0, abandonedCount: 0)
      try FakeKernel.run(faults) { () throws in
        report = try server.serve { datagram, socket in
          if datagram.bytes == Array("fail".utf8) { throw Failure() }
          guard let sender = datagram.sender else { return }
          try socket.send(Array("Hello, ".utf8) + datagram.bytes, to: sender)
        }
      }
      return report
    }
    return try await serving(serve, until: server.shutdown) { try body(server.localAddress) }
  }

  private static func client(of server: SocketAddress) throws -> SharedSocket {
    let socket = try Socket(server.family, .datagram)
    try socket.setTimeout(.seconds(120))
    if server.unix != nil { try socket.bind(to: SocketAddress(.unnamed)) }
    try socket.connect(to: server)
    return SharedSocket(socket)
  }

  @Test func `each sender gets its own answer`() async throws {
    let report = try await withServer { address in
      let clients = try (0..<20).map { _ in try Self.client(of: address) }
      for (index, client) in clients.enumerated() { try client.socket.send(Array("\(index)".utf8)) }
      for (index, client) in clients.enumerated() {
        #expect(try client.socket.receive(atMost: 100) == Array("Hello, \(index)".utf8))
      }
    }
    #expect(report.handledCount == 20)
  }

  @Test(arguments: [0, 1, 1472, 9000, 65_500 - 7])
  func `a datagram of any size is served whole`(count: Int) async throws {
    _ = try await withServer { address in
      let bytes = [UInt8](repeating: 0x61, count: count)
      let client = try Self.client(of: address)
      try client.socket.send(bytes)
      #expect(try client.socket.receive(atMost: 65_535) == Array("Hello, ".utf8) + bytes)
    }
  }

  @Test func `Unix datagrams are served, and a sender without an address is not answered`()
    async throws
  {
    let name = "switchboard-test-\(UInt64.random(in: 0 ... .max))"
    let report = try await withServer(at: .unix(abstractName: name)) { address in
      let nameless = try Socket(.unix, .datagram)
      try nameless.connect(to: address)
      try nameless.send(Array("nobody".utf8))
      let client = try Self.client(of: address)
      try client.socket.send(Array("me".utf8))
      #expect(try client.socket.receive(atMost: 100) == Array("Hello, me".utf8))
    }
    #expect(report.handledCount == 2)
  }

  @Test func `a handler that throws is reported and the next datagram served`() async throws {
    let log = EventLog()
    _ = try await withServer(log: log) { address in
      let client = try Self.client(of: address)
      try client.socket.send(Array("fail".utf8))
      try client.socket.send(Array("fine".utf8))
      #expect(try client.socket.receive(atMost: 100) == Array("Hello, fine".utf8))
    }
    #expect(log.datagramErrors == ["Failure()"])
  }

  @Test func `a receive that fails is reported and the server goes on`() async throws {
    let log = EventLog()
    let faults = [
      FakeKernel.Fault(.recvfrom, turns: 1...1, .failure(Errno(rawValue: ECONNREFUSED))),
      FakeKernel.Fault(.recvfrom, turns: 2...2, .failure(.wouldBlock)),
    ]
    _ = try await withServer(faults: faults, log: log) { address in
      let client = try Self.client(of: address)
      try client.socket.send(Array("one".utf8))
      #expect(try client.socket.receive(atMost: 100) == Array("Hello, one".utf8))
    }
    #expect(log.receiveErrors.map(\.code) == [.connectionRefused])
  }
}
