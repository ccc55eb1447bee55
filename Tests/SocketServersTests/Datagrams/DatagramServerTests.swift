import AsyncSockets
import CPlatform
import EventLoops
import MetricsTestKit
import SocketServers
import Sockets
import Synchronization
import SystemCalls
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct DatagramServerTests {
  @Test(arguments: [1, 2]) func `each sender gets its own answer`(loops: Int) async throws {
    let report = try await withDatagramServer(loops: loops) { bench in
      var clients: [AsyncSocket] = []
      for index in 0..<40 {
        let client = try await bench.client()
        try await client.send(Array("\(index)".utf8))
        clients.append(client)
      }
      for (index, client) in clients.enumerated() {
        #expect(try await client.receive(atMost: 100) == Array("Hello, \(index)".utf8))
      }
      #expect(bench.server.counts.handled == 40)
    }
    #expect(report == ShutdownReport(handledCount: 40, closedCount: 0, abandonedCount: 0))
  }

  @Test(arguments: [0, 1, 1472, 9000, 65_507 - 7])
  func `a datagram of any size is served whole`(count: Int) async throws {
    try await withDatagramServer { bench in
      let bytes = [UInt8](repeating: 0x61, count: count)
      let client = try await bench.client()
      #expect(try await bench.ask(bytes, client) == Array("Hello, ".utf8) + bytes)
    }
  }

  @Test func `one server receives at several addresses and families`() async throws {
    let name = "switchboard-test-\(UInt64.random(in: 0 ... .max))"
    let addresses: [SocketAddress] = [
      .ipv4(.loopback, port: 0), .ipv4(IPv4Address(127, 0, 0, 2), port: 0),
      try .unix(abstractName: name),
    ]
    let report = try await withDatagramServer(at: addresses, loops: 2) { bench in
      #expect(bench.server.localAddresses.count == 3)
      for address in bench.server.localAddresses {
        let client = try await bench.client(to: address)
        #expect(try await bench.ask("you", client) == "Hello, you")
      }
    }
    #expect(report.handledCount == 3)
  }

  @Test func `a Unix sender without an address is served and cannot be answered`() async throws {
    let name = "switchboard-test-\(UInt64.random(in: 0 ... .max))"
    try await withDatagramServer(at: [.unix(abstractName: name)]) { bench in
      let nameless = try UnixDatagram(on: bench.loops.loops[0])
      try nameless.connect(to: UnixAddress(abstractName: name))
      try await nameless.send(Array("nobody".utf8))
      let client = try await bench.client()
      #expect(try await bench.ask("me", client) == "Hello, me")
      #expect(bench.server.counts.handled == 2)
      #expect(bench.server.counts.failed == 1)
      #expect(bench.log.datagramErrors == ["send: Destination address required"])
    }
  }

  @Test func `the file of a Unix socket goes with its server, and a dead one before`()
    async throws
  {
    try await temporaryDirectory { directory in
      let address = try SocketAddress.unix(path: directory + "/server")
      // A socket that is closed leaves its file.
      try Socket(.unix, .datagram).bind(to: address)
      try await withDatagramServer(at: [address]) { bench in
        let client = try await bench.client()
        #expect(try await bench.ask("you", client) == "Hello, you")
        #expect(throws: SocketError.self) { try DatagramServer(at: address, loops: bench.loops) }
      }
      let name = Array((directory + "/server").utf8)
      #expect(throws: Errno.self) { () throws in _ = try System.lstat(name) }
    }
  }

  @Test(arguments: [1, 2]) func `a port that another server has is refused`(loops: Int) async throws
  {
    try await withDatagramServer(loops: loops) { bench in
      let error = #expect(throws: SocketError.self) {
        try DatagramServer(at: bench.address, loops: bench.loops)
      }
      #expect(error?.code == .addressInUse)
      #expect(error?.address == bench.address)
    }
  }

  @Test(arguments: [SocketAddress.ipv4(.any, port: 0), .ipv6(.any, port: 0)])
  func `at a wildcard answers leave from the address that was asked`(
    wildcard: SocketAddress
  ) async throws {
    let destinations = Mutex<[IPAddress?]>([])
    try await withDatagramServer(at: [wildcard], loops: 2) { _ in
    } handler: { datagram, responder in
      destinations.withLock { $0.append(datagram.destination) }
      try await responder.answer(datagram.bytes)
    } _: { bench in
      let port = try #require(bench.address.port)
      // A connected socket hears nobody else than who it has asked.
      for last in UInt8(1)...9 {
        let server = SocketAddress.ipv4(IPv4Address(127, 0, 0, last), port: port)
        let client = try await bench.client(to: server)
        #expect(try await bench.ask([last], client) == [last])
      }
      if wildcard.family == .inet6, KernelFeature.ipv6Loopback.isAvailable {
        let client = try await bench.client(to: .ipv6(.loopback, port: port))
        #expect(try await bench.ask([1], client) == [1])
      }
    }
    let asked = destinations.withLock { $0 }
    #expect(asked.prefix(9) == (UInt8(1)...9).map { .v4(IPv4Address(127, 0, 0, $0)) }[...])
  }

  @Test func `an address that is bound to tells no destination`() async throws {
    let destinations = Mutex<[IPAddress?]>([])
    try await withDatagramServer { _ in
    } handler: { datagram, responder in
      destinations.withLock { $0.append(datagram.destination) }
      try await responder.answer(datagram.bytes)
    } _: { bench in
      let client = try await bench.client()
      _ = try await bench.ask("x", client)
    }
    #expect(destinations.withLock { $0 } == [nil])
  }

  @Test func `a handler that throws is reported and the next datagram served`() async throws {
    struct Failure: Error {}
    try await withDatagramServer { _ in
    } handler: { datagram, responder in
      if datagram.bytes.isEmpty { throw Failure() }
      try await responder.answer(datagram.bytes)
    } _: { bench in
      let client = try await bench.client()
      try await client.send([])
      #expect(try await bench.ask("fine", client) == "fine")
      #expect(bench.log.datagramErrors == ["Failure()"])
      #expect(bench.server.counts.failed == 1)
    }
  }

  @Test(arguments: [1, 3, 8])
  func `no more handlers run at the same time than are allowed`(most: Int) async throws {
    let running = Mutex((now: 0, most: 0))
    let clientCount = 24
    try await withDatagramServer {
      $0.limits.handlersPerSocket = most
    } handler: {
      datagram,
      responder in
      running.withLock { running in
        running.now += 1
        running.most = max(running.most, running.now)
      }
      // Until as many run as may, and a while longer, in which more could come.
      while running.withLock({ $0.most }) < most { await Task.yield() }
      for _ in 0..<1_000 { await Task.yield() }
      running.withLock { $0.now -= 1 }
      try await responder.answer(datagram.bytes)
    } _: { bench in
      var clients: [AsyncSocket] = []
      for _ in 0..<clientCount { clients.append(try await bench.client()) }
      for client in clients { try await client.send([1]) }
      for client in clients { #expect(try await client.receive(atMost: 9) == [1]) }
    }
    #expect(running.withLock { $0.most } == most)
    #expect(running.withLock { $0.now } == 0)
  }
}

// What is not heard.
extension DatagramServerTests {
  @Test func `a network that is denied is not heard`() async throws {
    let report = try await withDatagramServer { configuration in
      configuration.rules = NetworkRules(denied: [IPNetwork(.v4(.loopback))])
    } _: { bench in
      let denied = try await bench.client()
      try await denied.send([1])
      let heard = try AsyncSocket(.inet, .datagram, on: bench.loops.loops[0])
      try heard.bind(to: .ipv4(IPv4Address(127, 0, 0, 2), port: 0))
      try await heard.connect(to: bench.address)
      #expect(try await bench.ask("me", heard) == "Hello, me")
      #expect(bench.server.counts.refused == [.networkDenied: 1])
      #expect(bench.log.datagramRefusals == [.networkDenied])
    }
    #expect(report.handledCount == 1)
  }

  /// Sends three datagrams each from three addresses, and waits until all were looked at.
  private func flood(_ bench: DatagramBench) async throws {
    for last in UInt8(2)...4 {
      let client = try AsyncSocket(.inet, .datagram, on: bench.loops.loops[0])
      try client.bind(to: .ipv4(IPv4Address(127, 0, 0, last), port: 0))
      try await client.connect(to: bench.address)
      for _ in 0..<3 { try await client.send([last]) }
    }
    await bench.loops.rest()
  }

  @Test func `a peer is heard as often as its limit says`() async throws {
    try await withDatagramServer { configuration in
      configuration.limits.ratePerPeer = RateLimit(1, per: .seconds(86_400), burst: 2)
    } _: { bench in
      try await flood(bench)
      #expect(bench.server.counts.handled == 6)
      #expect(bench.server.counts.refused == [.peerTooFast: 3])
      // One of a flood is told at a time; the counts have the others.
      #expect(Set(bench.log.datagramRefusals) == [.peerTooFast])
    }
  }

  @Test func `all peers together are heard as often as their limit says`() async throws {
    try await withDatagramServer { configuration in
      configuration.limits.rate = RateLimit(1, per: .seconds(86_400), burst: 4)
      configuration.limits.ratePerPeer = RateLimit(1, per: .seconds(86_400), burst: 2)
    } _: { bench in
      try await flood(bench)
      #expect(bench.server.counts.handled == 4)
      #expect(bench.server.counts.refused == [.peerTooFast: 3, .tooFast: 2])
    }
  }

  @Test func `what happens is counted for metrics, all of it`() async throws {
    let metrics = TestMetrics()
    try await withDatagramServer { configuration in
      configuration.limits.ratePerPeer = RateLimit(1, per: .seconds(86_400), burst: 2)
      configuration.metrics = ServerMetrics(prefix: "test", factory: metrics)
    } _: { bench in
      try await flood(bench)
      #expect(try metrics.expectCounter("test_datagrams_total").totalValue == 6)
      let reason = ("reason", DatagramRefusal.peerTooFast.rawValue)
      let refused = try metrics.expectCounter("test_datagrams_refused_total", [reason])
      #expect(refused.totalValue == 3)
      #expect(try metrics.expectCounter("test_datagram_failures_total").totalValue == 0)
    }
  }

  @Test func `a datagram that is too long is dropped, and not cut`() async throws {
    try await withDatagramServer {
      $0.limits.datagramBytes = 10
    } _: { bench in
      let client = try await bench.client()
      try await client.send([UInt8](repeating: 0x61, count: 11))
      #expect(try await bench.ask("0123456789", client) == "Hello, 0123456789")
      #expect(bench.server.counts.refused == [.tooLong: 1])
      #expect(bench.server.counts.handled == 1)
    }
  }

  @Test func `a receive that fails is reported and the server goes on`() async throws {
    try await withDatagramServer { bench in
      let client = try await bench.client()
      let faults = [
        FakeKernel.Fault(.recvfrom, turns: 1...1, .failure(Errno(rawValue: ECONNREFUSED))),
        FakeKernel.Fault(.recvfrom, turns: 2...2, .failure(Errno(rawValue: ENOMEM))),
      ]
      _ = try await FakeKernel.run(faults, on: bench.loops.loops[0].thread) { () async throws in
        #expect(try await bench.ask("you", client) == "Hello, you")
      }
      #expect(bench.log.receiveErrors.map(\.code) == [.connectionRefused, .noMemory])
    }
  }

  @Test func `an answer that finds no room is given up`() async throws {
    let name = "switchboard-test-\(UInt64.random(in: 0 ... .max))"
    try await withDatagramServer(at: [.unix(abstractName: name)]) {
      $0.limits.answerPatience = .milliseconds(5)
    } handler: { datagram, responder in
      // A Unix receiver that does not read makes its sender wait after some.
      for _ in 0..<(datagram.bytes == [1] ? 10_000 : 1) {
        try await responder.answer(datagram.bytes)
      }
    } _: { bench in
      let deaf = try await bench.client()
      try await deaf.send([1])
      while bench.log.datagramErrors.isEmpty { await Task.yield() }
      #expect(bench.server.counts.failed == 1)
      #expect(bench.log.datagramErrors.count == 1)
      #expect(bench.log.datagramErrors.allSatisfy { $0.hasSuffix("timed out") })
      // What waits for it takes the room of others' answers as well.
      while (try? await deaf.receive(atMost: 9, deadline: .after(.zero))) != nil {}
      let other = try await bench.client()
      #expect(try await bench.ask([2], other) == [2])
    }
  }
}
