import AsyncSockets
import EventLoops
import SocketServers
import Sockets
import TestSupport
import Testing

/// What stands on connections before their handlers have them.
@Suite(.timeLimit(.minutes(10))) struct ServerUpgradeTests {
  private static let loopback: SocketAddress = .ipv4(.loopback, port: 0)
  private static let greeted = ServerListener(at: loopback, upgrade: MaskedStream.accept)

  @Test func `the handler has the upgrade, and its client too`() async throws {
    let report = try await ServerBench.run(listeners: [Self.greeted]) { connection in
      #expect(connection.upgraded is MaskedStream)
      #expect(connection.stream is MaskedStream)
      try await echoOverUpgrade(connection)
      try await connection.write("end")
    } body: { bench in
      let client = try await bench.client()
      let stream = try await MaskedStream.connect(over: client)
      #expect(try await stream.roundTrip("over the upgrade") == "over the upgrade")
      try await stream.finishWriting()
      #expect(try await stream.receivedText(of: 100) == "end")
      await client.close()
    }
    #expect(report == ShutdownReport(handledCount: 1, closedCount: 0, abandonedCount: 0))
  }

  @Test func `an upgrade that throws costs its own connection and is reported`() async throws {
    let report = try await ServerBench.run(
      listeners: [Self.greeted],
      handler: echoOverUpgrade
    ) { bench in
      let (bad, good) = (try await bench.client(), try await bench.client())
      try await bad.write("x")
      #expect(try await bad.receivedText(of: 1) == "")
      let stream = try await MaskedStream.connect(over: good)
      #expect(try await stream.roundTrip("fine") == "fine")
      #expect(bench.log.handshakeErrors.count == 1)
      #expect(bench.log.handshakeErrors.first is MaskedStream.WrongGreeting)
      #expect(bench.log.openedCount == 1)
      for client in [bad, good] { await client.close() }
    }
    #expect(report.handledCount == 1)
  }

  @Test func `an upgrade that takes too long is given up`() async throws {
    try await ServerBench.run(listeners: [Self.greeted]) {
      $0.limits.handshakeTimeout = .seconds(5)
    } handler: { connection in
      try await echoOverUpgrade(connection)
    } body: { bench in
      let client = try await bench.client()
      await bench.advance(by: .seconds(4))
      #expect(bench.server.connections.map(\.isServed) == [false])
      await bench.advance(by: .seconds(1))
      #expect(try await client.receivedText(of: 1) == "")
      #expect(bench.log.handshakeErrors.map { ($0 as? SocketError)?.code } == [.timedOut])
      await client.close()
    }
  }

  @Test func `the time of the handshake does not count for the handler`() async throws {
    try await ServerBench.run(listeners: [Self.greeted]) {
      $0.limits.handshakeTimeout = .seconds(5)
    } handler: { connection in
      try await echoOverUpgrade(connection)
    } body: { bench in
      let client = try await bench.client()
      let stream = try await MaskedStream.connect(over: client)
      #expect(try await stream.roundTrip("before") == "before")
      await bench.advance(by: .seconds(50))
      #expect(try await stream.roundTrip("after") == "after")
      await client.close()
    }
  }

  @Test func `one handshake too many waits for the end of another`() async throws {
    try await ServerBench.run(listeners: [Self.greeted]) {
      $0.limits.handshakes = 1
    } handler: { connection in
      try await echoOverUpgrade(connection)
    } body: { bench in
      let (first, second) = (try await bench.client(), try await bench.client())
      await bench.rest()
      #expect(bench.server.connections.count == 1)
      let streams = try await bothGreeted(first, second)
      for stream in streams { #expect(try await stream.roundTrip("hello") == "hello") }
      for client in [first, second] { await client.close() }
    }
  }

  /// Greets over both, in whatever order the server takes them.
  private func bothGreeted(
    _ first: TCPConnection,
    _ second: TCPConnection
  ) async throws -> [MaskedStream] {
    async let one = MaskedStream.connect(over: first)
    async let other = MaskedStream.connect(over: second)
    return try await [one, other]
  }

  @Test func `one handshake too many is refused without a word`() async throws {
    try await ServerBench.run(listeners: [Self.greeted]) {
      $0.limits.handshakes = 1
      $0.limits.whenFull = .refuse(answer: Array("busy".utf8))
    } handler: { connection in
      try await echoOverUpgrade(connection)
    } body: { bench in
      let first = try await bench.client()
      await bench.rest()
      let second = try await bench.client()
      #expect(try await second.receivedText(of: 100) == "")
      #expect(bench.log.refusals == [.tooManyHandshakes])
      let stream = try await MaskedStream.connect(over: first)
      #expect(try await stream.roundTrip("hello") == "hello")
      for client in [first, second] { await client.close() }
    }
  }

  @Test func `who waits for handshakes holds up nobody who needs none`() async throws {
    try await ServerBench.run(listeners: [Self.greeted, ServerListener(at: Self.loopback)]) {
      $0.limits.handshakes = 1
    } handler: { connection in
      try await echoOverUpgrade(connection)
    } body: { bench in
      let silent = [try await bench.client(), try await bench.client(), try await bench.client()]
      await bench.rest()
      let plain = try await bench.client(at: 1)
      #expect(try await plain.roundTrip("plain") == "plain")
      for client in silent + [plain] { await client.close() }
    }
  }

  @Test func `a listener's connections count memory for their buffers`() async throws {
    var listener = ServerListener(at: Self.loopback)
    listener.bufferBytes = 60
    try await ServerBench.run(listeners: [listener]) {
      $0.limits.bufferBytes = 100
      $0.limits.whenFull = .refuse(answer: Array("no".utf8))
    } handler: { connection in
      try await echo(connection)
    } body: { bench in
      let first = try await bench.client()
      #expect(try await first.roundTrip("1") == "1")
      let second = try await bench.client()
      #expect(try await second.receivedText(of: 100) == "no")
      #expect(bench.log.refusals == [.noBufferMemory])
      await first.close()
      await bench.rest()
      let third = try await bench.client()
      #expect(try await third.roundTrip("3") == "3")
      for client in [second, third] { await client.close() }
    }
  }

  @Test func `more memory than there ever is is refused, and not waited for`() async throws {
    var listener = ServerListener(at: Self.loopback)
    listener.bufferBytes = 101
    try await ServerBench.run(listeners: [listener]) {
      $0.limits.bufferBytes = 100
    } handler: { connection in
      try await echo(connection)
    } body: { bench in
      for _ in 0..<2 {
        let client = try await bench.client()
        #expect(try await client.receivedText(of: 1) == "")
        await client.close()
      }
      #expect(bench.log.refusals == [.noBufferMemory, .noBufferMemory])
    }
  }

  @Test func `the memory of a listener depends on its upgrade, unless it is said`() {
    var listener = ServerListener(at: Self.loopback)
    #expect(listener.bufferBytes == 0)
    listener.upgrade = MaskedStream.accept
    #expect(listener.bufferBytes == ServerListener.upgradedBufferBytesDefault)
    listener.bufferBytes = -1
    #expect(listener.bufferBytes == 0)
  }

  @Test func `a request that the upgrade has already is answered before the end`() async throws {
    let (arrived, mayGoOn) = (Note(0), Note(false))
    let listener = ServerListener(at: Self.loopback) { BufferingStream(over: $0) }
    try await ServerBench.run(listeners: [listener]) { _ in
    } handler: { connection in
      while try await connection.waitForRequest() {
        let request = try await connection.read(atMost: 5)
        if request.isEmpty { return }
        arrived.change { $0 += 1 }
        while !mayGoOn.value { await Task.yield() }
        try await connection.write(request)
      }
    } body: { bench in
      let client = try await bench.client()
      try await client.write("firstafter")
      while arrived.value == 0 { await Task.yield() }
      bench.server.requestShutdown()
      while (try? await bench.client().close()) != nil { await Task.yield() }
      mayGoOn.set(true)
      #expect(try await client.receivedText(of: 100) == "firstafter")
      await client.close()
    }
  }

  @Test func `what closing an upgrade waits for does not hold up the server`() async throws {
    let listener = ServerListener(at: Self.loopback) { HangingStream(over: $0) }
    try await ServerBench.run(listeners: [listener]) {
      $0.closingWait = .seconds(2)
    } handler: { _ in
    } body: { bench in
      let client = try await bench.client()
      await bench.rest()
      #expect(bench.server.connections.count == 1)
      // As long for what the client still sends as for what the upgrade waits for.
      await bench.advance(by: .seconds(2))
      #expect(bench.server.connections.count == 0)
      await client.close()
    }
  }
}
