import AsyncSockets
import EventLoops
import SocketServers
import Sockets
import TestSupport
import Testing

/// Clients that come through proxies, to a listener that takes headers of the PROXY protocol.
@Suite(.timeLimit(.minutes(10))) struct ServerProxyTests {
  /// Whom a handler sees.
  private struct Seen: Equatable, Sendable {
    var peer: SocketAddress?
    var local: SocketAddress?
  }

  private static let line = Array("PROXY TCP4 192.0.2.1 192.0.2.2 1000 21\r\n".utf8)
  private static let client = SocketAddress("192.0.2.1:1000")
  private static let server = SocketAddress("192.0.2.2:21")

  private static func header(
    _ version: ProxyHeader.Version = .two,
    from source: String = "192.0.2.1:1000"
  ) throws -> [UInt8] {
    try ProxyHeaderCase.relayed(version, source, "192.0.2.2:21").encoded()
  }

  /// A listener that takes headers from 127.0.0.0/29.
  private static func listener(
    others: ProxyProtocolPolicy.Others = .refused,
    upgrade: StreamUpgrade? = nil
  ) throws -> ServerListener {
    var listener = ServerListener(at: .ipv4(.loopback, port: 0), upgrade: upgrade)
    let proxies = try #require(IPNetwork("127.0.0.0/29"))
    listener.proxyProtocol = .required(from: [proxies], others: others)
    return listener
  }

  /// An address that is no proxy's.
  private static let stranger: SocketAddress = .ipv4(IPv4Address(127, 0, 0, 9), port: 0)

  @Test(arguments: [ProxyHeader.Version.one, .two])
  func `the handler sees the client that the header tells of`(
    version: ProxyHeader.Version
  ) async throws {
    let seen = Note<[Seen]>([])
    try await ServerBench.run(listeners: [try Self.listener()]) { connection in
      seen.change {
        $0.append(Seen(peer: connection.peer, local: try? connection.localAddress))
      }
      #expect(connection.proxyHeader?.version == version)
      try await echo(connection)
    } body: { bench in
      let proxy = try await bench.client()
      try await proxy.write(try Self.header(version) + Array("first bytes".utf8))
      #expect(try await proxy.receivedText(of: 11) == "first bytes")
      #expect(bench.server.connections.map(\.peer) == [Self.client])
      await proxy.close()
    }
    #expect(seen.value == [Seen(peer: Self.client, local: Self.server)])
  }

  @Test(arguments: [ProxyHeader(.two, .local), ProxyHeader(.one, .unknown)])
  func `a proxy that tells of no client is served by its own address`(
    header: ProxyHeader
  ) async throws {
    let peers = Note<[SocketAddress?]>([])
    try await ServerBench.run(listeners: [try Self.listener()]) { connection in
      peers.change { $0.append(connection.peer) }
      try await echo(connection)
    } body: { bench in
      let proxy = try await bench.client()
      try await proxy.write(try header.encoded())
      #expect(try await proxy.roundTrip("health") == "health")
      #expect(peers.value == [try proxy.localAddress])
      await proxy.close()
    }
  }

  @Test(arguments: [ProxyHeader.Version.one, .two])
  func `a header may come byte by byte`(version: ProxyHeader.Version) async throws {
    try await ServerBench.run(listeners: [try Self.listener()], handler: echo) { bench in
      let proxy = try await bench.client()
      for byte in try Self.header(version) {
        #expect(!bench.server.connections.contains { $0.isServed })
        try await proxy.write([byte])
        await bench.rest()
      }
      #expect(try await proxy.roundTrip("hello") == "hello")
      await proxy.close()
    }
  }

  @Test func `an upgrade begins behind the header`() async throws {
    let listener = try Self.listener(upgrade: MaskedStream.accept)
    try await ServerBench.run(listeners: [listener], handler: echoOverUpgrade) { bench in
      let proxy = try await bench.client()
      try await proxy.write(Self.line)
      let stream = try await MaskedStream.connect(over: proxy)
      #expect(try await stream.roundTrip("masked") == "masked")
      await proxy.close()
    }
  }

  @Test func `peers that are no proxies are refused`() async throws {
    let listener = try Self.listener(others: .refused)
    try await ServerBench.run(listeners: [listener], handler: echo) { bench in
      let stranger = try await bench.client(from: Self.stranger)
      #expect((try? await stranger.roundTrip("hello")) ?? "" == "")
      #expect(bench.log.refusals == [.noProxy])
      await stranger.close()
    }
  }

  @Test func `peers that are no proxies are served directly, and cannot pass for others`()
    async throws
  {
    let peers = Note<[SocketAddress?]>([])
    let listener = try Self.listener(others: .servedDirectly)
    try await ServerBench.run(listeners: [listener]) { connection in
      peers.change { $0.append(connection.peer) }
      try await echo(connection)
    } body: { bench in
      let stranger = try await bench.client(from: Self.stranger)
      let text = String(decoding: Self.line, as: UTF8.self)
      #expect(try await stranger.roundTrip(text) == text)
      #expect(peers.value == [try stranger.localAddress])
      await stranger.close()
    }
  }

  @Test func `what is no header costs its own connection and is reported`() async throws {
    try await ServerBench.run(listeners: [try Self.listener()], handler: echo) { bench in
      let garbage: [[UInt8]] = [
        Array("GET / HTTP/1.1\r\n\r\n".utf8), Array(Self.line.dropLast()) + [0, 0],
        Array("PROXY TCP4 192.0.2.1\r\n".utf8), [UInt8](repeating: 0, count: 64),
      ]
      for bytes in garbage {
        let proxy = try await bench.client()
        try await proxy.write(bytes)
        // With bytes that nobody has read it may be reset.
        #expect((try? await proxy.receivedText(of: 1)) ?? "" == "")
        await proxy.close()
      }
      let silent = try await bench.client()
      await silent.close()
      await bench.rest()
      #expect(bench.log.handshakeErrors.count == garbage.count + 1)
      #expect(bench.log.openedCount == 0)
      let proxy = try await bench.client()
      try await proxy.write(Self.line)
      #expect(try await proxy.roundTrip("still here") == "still here")
      await proxy.close()
    }
  }

  @Test func `a header that takes too long is given up, however it trickles`() async throws {
    try await ServerBench.run(listeners: [try Self.listener()]) {
      $0.limits.handshakeTimeout = .seconds(3)
      $0.limits.idleTimeout = .seconds(60)
    } handler: { connection in
      try await echo(connection)
    } body: { bench in
      let proxy = try await bench.client()
      for byte in Self.line.prefix(2) {
        try await proxy.write([byte])
        await bench.advance(by: .seconds(1))
      }
      #expect(bench.log.handshakeErrors.isEmpty)
      await bench.advance(by: .seconds(1))
      #expect(bench.log.handshakeErrors.count == 1)
      #expect(try await proxy.receivedText(of: 1) == "")
      await proxy.close()
    }
  }

  @Test func `rules and the limit of each peer count for the client, not for the proxy`()
    async throws
  {
    let denied = try #require(IPNetwork("198.51.100.0/24"))
    let proxies = try #require(IPNetwork("127.0.0.0/8"))
    try await ServerBench.run(listeners: [try Self.listener()]) {
      $0.limits.connectionsPerPeer = 1
      $0.rules = NetworkRules(denied: [denied, proxies])
    } handler: { connection in
      try await echo(connection)
    } body: { bench in
      let sources = ["192.0.2.1:1", "192.0.2.3:1", "192.0.2.1:2", "198.51.100.1:1"]
      var clients: [TCPConnection] = []
      for source in sources {
        let client = try await bench.client()
        try await client.write(try Self.header(from: source))
        clients.append(client)
      }
      for client in clients[..<2] { #expect(try await client.roundTrip("served") == "served") }
      for client in clients[2...] { #expect(try await client.receivedText(of: 1) == "") }
      #expect(Set(bench.log.refusals) == [.tooManyOfPeer, .networkDenied])
      #expect(Set(bench.log.refusedPeers) == Set(sources[2...].map { SocketAddress($0) }))
      for client in clients { await client.close() }
      await bench.rest()
      // Its place is free again.
      let again = try await bench.client()
      try await again.write(try Self.header(from: sources[2]))
      #expect(try await again.roundTrip("again") == "again")
      await again.close()
    }
  }
}
