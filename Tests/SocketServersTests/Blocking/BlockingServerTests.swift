import CPlatform
import SocketServers
import Sockets
import Synchronization
import SystemCalls
import TestSupport
import Testing

struct BlockingServerTests {
  @Test func `many clients are served at the same time, each with its own answers`() async throws {
    let report = try await withServer(handler: echo) { server in
      let clients = try (0..<50).map { _ in try client(of: server) }
      for round in 0..<3 {
        for (index, client) in clients.enumerated() {
          let text = "client \(index) round \(round)"
          #expect(try client.roundTrip(text) == text)
        }
      }
    }
    #expect(report == ShutdownReport(handledCount: 50, closedCount: 0, abandonedCount: 0))
  }

  @Test func `with one client at once the second is served when the first has left`() async throws {
    var configuration = BlockingServer.Configuration()
    configuration.limits.connections = 1
    let report = try await withServer(configuration: configuration, handler: echo) { server in
      let first = try client(of: server)
      #expect(try first.roundTrip("first") == "first")
      let second = try client(of: server)
      try second.socket.sendAll("second")
      // Its bytes wait in the kernel while the first is served.
      #expect(try second.socket.wait(for: .receiving, timeout: .milliseconds(50)) == [])
      #expect(try first.roundTrip("again") == "again")
      try first.socket.shutdown(.sending)
      #expect(try first.rest().isEmpty)
      #expect(try second.roundTrip("") == "")
      #expect(try second.socket.receive(atMost: 100) == Array("second".utf8))
    }
    #expect(report.handledCount == 2)
  }

  @Test func `a server of one connection ends by itself when that has ended`() async throws {
    var configuration = BlockingServer.Configuration()
    configuration.endsAfterConnections = 1
    let server = try BlockingServer(at: .ipv4(.loopback, port: 0), configuration: configuration)
    let report = try await serving(server, by: echo, until: ShutdownRequest()) {
      let only = try client(of: server)
      #expect(try only.roundTrip("once") == "once")
    }
    #expect(report.handledCount == 1)
    try await onThread {
      let late = try Socket(.inet, .stream)
      #expect(late.connectStatus(to: server.localAddresses[0]) == .connectionRefused)
    }
  }

  @Test func `a handler that throws costs its own connection and is reported`() async throws {
    struct Failure: Error {}
    let log = EventLog()
    var configuration = BlockingServer.Configuration()
    configuration.report = log.append
    let handler: @Sendable (BlockingConnection) throws -> Void = { connection in
      let bytes = try connection.socket.receive(atMost: 100)
      if bytes == Array("fail".utf8) { throw Failure() }
      try connection.socket.sendAll(bytes)
    }
    _ = try await withServer(configuration: configuration, handler: handler) { server in
      let failing = try client(of: server)
      try failing.socket.sendAll("fail")
      #expect(try failing.rest().isEmpty)
      try expectEcho(of: "fine", from: server)
    }
    #expect(log.handlerErrors == ["Failure()"])
    #expect(log.openedCount == 2)
  }

  @Test func `a client that resets its connection does not disturb the next one`() async throws {
    let log = EventLog()
    var configuration = BlockingServer.Configuration()
    configuration.report = log.append
    _ = try await withServer(configuration: configuration, handler: echo) { server in
      for _ in 0..<5 {
        let rude = try client(of: server)
        #expect(try rude.roundTrip("hello") == "hello")
        try rude.socket.set(.linger, to: .reset)
      }
      try expectEcho(of: "polite", from: server)
    }
    #expect(log.openedCount == 6)
    #expect(log.handlerErrors.allSatisfy { $0.contains("Connection reset") })
  }

  @Test func `a client that is not admitted is closed unheard`() async throws {
    let log = EventLog()
    var configuration = BlockingServer.Configuration()
    configuration.report = log.append
    configuration.admits = { peer in peer?.ip != .v4(.loopback) }
    let report = try await withServer(configuration: configuration, handler: echo) { server in
      let refused = try client(of: server)
      #expect((try? refused.rest())?.isEmpty ?? true)
      let admitted = try Socket(.inet, .stream)
      try admitted.bind(to: .ipv4(IPv4Address(127, 0, 0, 2), port: 0))
      try admitted.connect(to: server.localAddresses[0])
      #expect(try SharedSocket(admitted).roundTrip("hello") == "hello")
    }
    #expect(report.handledCount == 1)
    #expect(log.refusedPeers.count == 1)
  }

  @Test func `networks that are denied are closed unheard`() async throws {
    let log = EventLog()
    var configuration = BlockingServer.Configuration()
    configuration.report = log.append
    configuration.rules = NetworkRules(denied: [try #require(IPNetwork("127.0.0.1/32"))])
    let report = try await withServer(configuration: configuration, handler: echo) { server in
      let refused = try client(of: server)
      #expect((try? refused.rest())?.isEmpty ?? true)
    }
    #expect(report.handledCount == 0)
    #expect(log.refusals == [.networkDenied])
  }

  @Test func `each peer has its share, and has it again`() async throws {
    let log = EventLog()
    var configuration = BlockingServer.Configuration()
    configuration.report = log.append
    configuration.limits.connectionsPerPeer = 1
    _ = try await withServer(configuration: configuration, handler: echo) { server in
      let first = try client(of: server)
      #expect(try first.roundTrip("first") == "first")
      #expect((try? client(of: server).rest())?.isEmpty ?? true)
      try first.socket.shutdown(.sending)
      #expect(try first.rest().isEmpty)
      // Its thread leaves a moment later.
      while (try? client(of: server).roundTrip("again")) != "again" {}
    }
    #expect(log.refusals.first == .tooManyOfPeer)
  }

  @Test func `a client that is silent for too long is given up`() async throws {
    let log = EventLog()
    var configuration = BlockingServer.Configuration()
    configuration.report = log.append
    configuration.limits.idleTimeout = .milliseconds(50)
    _ = try await withServer(configuration: configuration, handler: echo) { server in
      let silent = try client(of: server)
      #expect(try silent.rest().isEmpty)
    }
    #expect(log.handlerErrors.count == 1)
    #expect(log.handlerErrors.first?.contains("timed out") ?? false)
  }

  @Test func `what was sent last arrives although the client still sends`() async throws {
    let answer = [UInt8](repeating: 7, count: 300_000)
    let handler: @Sendable (BlockingConnection) throws -> Void = { connection in
      _ = try connection.socket.receive(atMost: 1)
      try connection.socket.sendAll(answer)
    }
    _ = try await withServer(handler: handler) { server in
      for _ in 0..<10 {
        let talkative = try client(of: server)
        try talkative.socket.sendAll([UInt8](repeating: 1, count: 10_000))
        #expect(try talkative.rest() == answer)
      }
    }
  }

  @Test func `one server listens at several addresses and families`() async throws {
    let abstract = try SocketAddress.unix(
      abstractName: "switchboard-test-\(UInt64.random(in: 0 ... .max))"
    )
    let server = try BlockingServer(at: [
      .ipv4(.loopback, port: 0), .ipv4(IPv4Address(127, 0, 0, 2), port: 0), abstract,
    ])
    let report = try await serving(server, by: echo) {
      for index in 0..<3 {
        try expectEcho(of: "at \(index)", from: server, at: index)
      }
    }
    #expect(report.handledCount == 3)
    #expect(server.localAddresses.count == 3)
    #expect(server.localAddresses[0].port != 0)
  }

  @Test func `an address that is taken is an error, and nothing stays open`() throws {
    let first = try BlockingServer(at: .ipv4(.loopback, port: 0))
    let free = SocketAddress.ipv4(IPv4Address(127, 0, 0, 3), port: 0)
    #expect {
      try BlockingServer(at: [free, first.localAddresses[0]])
    } throws: { error in
      let error = error as? SocketError
      return error?.code == .addressInUse && error?.address == first.localAddresses[0]
    }
  }
}

// How it ends.
extension BlockingServerTests {
  @Test func `asked to end before it serves it returns at once`() async throws {
    let server = try BlockingServer(at: .ipv4(.loopback, port: 0))
    server.requestShutdown()
    let report = try await onThread { try server.serve(echo) }
    #expect(report == ShutdownReport(handledCount: 0, closedCount: 0, abandonedCount: 0))
  }

  @Test func `a second call of serve returns at once`() async throws {
    let server = try BlockingServer(at: .ipv4(.loopback, port: 0))
    server.requestShutdown()
    _ = try await onThread { try server.serve(echo) }
    #expect(try await onThread { try server.serve(echo) }.handledCount == 0)
  }

  @Test func `a connection that is open goes on while the server drains`() async throws {
    let server = try BlockingServer(at: .ipv4(.loopback, port: 0))
    let report = try await serving(server, by: echo) {
      let open = try client(of: server)
      #expect(try open.roundTrip("before") == "before")
      server.requestShutdown(grace: .seconds(120))
      // Nobody listens any more once the port refuses.
      var status: SocketError.Code?
      while status != .connectionRefused {
        status = try Socket(.inet, .stream).connectStatus(to: server.localAddresses[0])
      }
      #expect(try open.roundTrip("after") == "after")
    }
    #expect(report.closedCount == 0)
  }

  @Test func `handlers see that the server drains`() async throws {
    let server = try BlockingServer(at: .ipv4(.loopback, port: 0))
    let handler: @Sendable (BlockingConnection) throws -> Void = { connection in
      while case let bytes = try connection.socket.receive(atMost: 10), !bytes.isEmpty {
        let isLast = connection.isDraining
        try connection.socket.sendAll(isLast ? "bye" : "yes")
        if isLast { return }
      }
    }
    let report = try await serving(server, by: handler) {
      let open = try client(of: server)
      #expect(try open.roundTrip("one") == "yes")
      server.requestShutdown(grace: .seconds(120))
      var answer = "yes"
      while answer == "yes" { answer = try open.roundTrip("two") }
      #expect(answer == "bye")
      #expect(try open.rest().isEmpty)
    }
    #expect(report.closedCount == 0)
  }

  @Test func `connections that outlast the grace period are closed under their handlers`()
    async throws
  {
    let server = try BlockingServer(at: .ipv4(.loopback, port: 0))
    let report = try await serving(server, by: echo) {
      let open = try client(of: server)
      #expect(try open.roundTrip("hello") == "hello")
      server.requestShutdown(grace: .zero)
      #expect(try open.rest().isEmpty)
    }
    #expect(report == ShutdownReport(handledCount: 1, closedCount: 1, abandonedCount: 0))
  }

  @Test func `a handler that does not return is left behind and told`() async throws {
    let release = try Socket.pair()
    let releaseEnd = SharedSocket(release.first)
    let handlerEnd = SharedSocket(release.second)
    let server = try BlockingServer(at: .ipv4(.loopback, port: 0))
    let handler: @Sendable (BlockingConnection) throws -> Void = { _ in
      _ = try handlerEnd.socket.receive(atMost: 1)
    }
    let report = try await serving(server, by: handler) {
      let open = try client(of: server)
      try open.socket.sendAll("hello")
      server.requestShutdown(grace: .zero)
    }
    #expect(report.abandonedCount == report.closedCount)
    try await onThread { try releaseEnd.socket.sendAll("x") }
  }

  @Test func `several servers end by one request`() async throws {
    let request = try ShutdownRequest()
    let first = try BlockingServer(at: .ipv4(.loopback, port: 0), shutdown: request)
    let second = try BlockingDatagramServer(at: .ipv4(.loopback, port: 0), shutdown: request)
    let reports = try await serving(first, by: echo) {
      request.request()
      #expect(request.isRequested)
      let report = try second.serve { _, _ in }
      #expect(report.handledCount == 0)
    }
    #expect(reports.handledCount == 0)
  }
}

// What the system is short of.
extension BlockingServerTests {
  /// The loop of `serve` and its accepts run on the thread that the script is in force on.
  private func serve(
    _ faults: [FakeKernel.Fault],
    _ body: @escaping @Sendable (BlockingServer) throws -> Void
  ) async throws -> EventLog {
    let log = EventLog()
    var configuration = BlockingServer.Configuration()
    configuration.report = log.append
    let server = try BlockingServer(at: .ipv4(.loopback, port: 0), configuration: configuration)
    let serve: @Sendable () throws -> FakeKernel.Record = {
      try FakeKernel.run(faults) { () throws in _ = try server.serve(echo) }
    }
    let record = try await serving(serve, until: server.shutdown) { try body(server) }
    // A server that spun would have polled thousands of times.
    #expect(record[.poll] < 100)
    return log
  }

  @Test(arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM])
  func `a shortage when accepting is told, waited out and survived`(code: Int32) async throws {
    let fault = FakeKernel.Fault(.accept4, turns: 1...2, .failure(Errno(rawValue: code)))
    let log = try await serve([fault]) { server in
      try expectEcho(of: "in the end", from: server)
    }
    #expect(log.acceptErrors.map(\.code.errno) == [code, code])
  }

  @Test(arguments: [ECONNABORTED, EAGAIN])
  func `a client that has gone before it was accepted is nothing to tell`(code: Int32) async throws
  {
    let fault = FakeKernel.Fault(.accept4, .failure(Errno(rawValue: code)))
    let log = try await serve([fault]) { server in
      try expectEcho(of: "next", from: server)
    }
    #expect(log.acceptErrors.isEmpty)
  }

  @Test func `without a further thread the client is closed and the next one served`() async throws
  {
    let fault = FakeKernel.Fault(.pthreadCreate, .failure(Errno(rawValue: EAGAIN)))
    let log = try await serve([fault]) { server in
      #expect((try? client(of: server).rest())?.isEmpty ?? true)
      try expectEcho(of: "next", from: server)
    }
    #expect(log.acceptErrors.map(\.operation) == ["start a thread"])
  }

  @Test func `an interrupted wait for clients goes on`() async throws {
    let fault = FakeKernel.Fault(.poll, turns: 1...3, .failure(.interrupted))
    let log = try await serve([fault]) { server in
      try expectEcho(of: "still here", from: server)
    }
    #expect(log.acceptErrors.isEmpty)
  }
}
