import AsyncSockets
import EventLoops
import SocketServers
import Sockets
import TestSupport
import Testing

/// What HAProxy sends is read, and what we write HAProxy reads.
@Suite(.timeLimit(.minutes(10))) struct HAProxyTests {
  private static let lines = HAProxy.Route(name: "lines", bind: "", sending: "send-proxy")
  private static let binary = HAProxy.Route(
    name: "binary",
    bind: "",
    sending: "send-proxy-v2 proxy-v2-options crc32c,unique-id,ssl,authority",
    settings: ["unique-id-format connection-%ci"]
  )

  /// What a server has seen of a connection.
  private struct Seen: Sendable {
    var peer: SocketAddress?
    var destination: SocketAddress?
    var header: ProxyHeader?
  }

  /// Serves behind HAProxy with these routes while `body` runs.
  ///
  /// - Parameters:
  ///   - routes: a route with health checks is added.
  ///   - body: is given what the server sees, in the order of the connections that are no health
  ///     checks; each is echoed afterwards.
  /// - Throws: what `body` throws, and what HAProxy does not start by.
  private func withProxy(
    _ routes: [HAProxy.Route],
    body: @escaping @Sendable (ServerBench, AsyncStream<Seen>) async throws -> Void
  ) async throws {
    let check = try ReservedPort()
    let (seen, seeing) = AsyncStream<Seen>.makeStream()
    let (checks, checking) = AsyncStream<ProxyHeader?>.makeStream()
    var listener = ServerListener(at: .ipv4(.loopback, port: 0))
    listener.proxyProtocol = .required(from: [IPNetwork(.v4(.loopback))], others: .refused)
    try await ServerBench.run(listeners: [listener]) { connection in
      checking.yield(connection.proxyHeader)
      // Health checks say nothing, and mostly end by a reset.
      guard let first = try await connection.first() else { return }
      seeing.yield(
        Seen(
          peer: connection.peer,
          destination: try connection.localAddress,
          header: connection.proxyHeader
        )
      )
      try await connection.write(first)
      try await echo(connection)
    } body: { bench in
      let checkRoute = HAProxy.Route(
        name: "check",
        bind: "\(check.address)",
        sending: "send-proxy-v2 check-send-proxy check inter 100ms"
      )
      let proxy = HAProxy(server: bench.server.localAddresses[0], routes: routes + [checkRoute])
      try await proxy.run {
        // It checks the health of its servers once it listens.
        let header = await checks.next()
        #expect(header == ProxyHeader(.two, .local))
        try await body(bench, seen)
      }
    }
  }

  @Test(arguments: [IPAddress.v4(.loopback), .v6(.loopback)])
  func `HAProxy tells of its clients in both versions`(address: IPAddress) async throws {
    guard address.family == .inet || KernelFeature.ipv6Loopback.isAvailable else { return }
    let ports = try [ReservedPort(on: address), ReservedPort(on: address)]
    var routes = [Self.lines, Self.binary]
    for index in routes.indices { routes[index].bind = "\(ports[index].address)" }
    try await withProxy(routes) { bench, seen in
      for (port, version) in zip(ports, [ProxyHeader.Version.one, .two]) {
        let client = try await TCPConnection.connect(to: port.address, on: bench.group.loops[1])
        #expect(try await client.roundTrip("hello") == "hello")
        let next = await seen.next()
        let found = try #require(next)
        #expect(found.header?.version == version)
        #expect(found.peer == (try client.localAddress))
        #expect(found.destination == port.address)
        #expect(found.header?.addresses?.transport == .stream)
        if version == .two {
          #expect(found.header?.extensions.contains(.checksum) == true)
          #expect(found.header?.uniqueID == Array("connection-\(address)".utf8))
          #expect(found.header?.tls?.flags == [])
        }
        await client.close()
      }
    }
  }

  @Test func `a client of which HAProxy knows no address has none`() async throws {
    try await temporaryDirectory { directory in
      var routes = [Self.lines, Self.binary]
      for index in routes.indices { routes[index].bind = "unix@\(directory)/\(index)" }
      try await withProxy(routes) { bench, seen in
        let contents: [ProxyHeader.Content] = [.unknown, .local]
        for (index, content) in contents.enumerated() {
          let client = try await UnixConnection.connect(
            to: UnixAddress(path: "\(directory)/\(index)"),
            on: bench.group.loops[1]
          )
          #expect(try await client.roundTrip("hello") == "hello")
          let next = await seen.next()
          let found = try #require(next)
          #expect(found.header?.content == content)
          #expect(found.peer?.ip == .v4(.loopback))
          await client.close()
        }
      }
    }
  }

  /// HAProxy verifies checksums, refuses what is malformed, and hands on what it has read.
  @Test(arguments: [
    ProxyHeaderCase.relayed(.one, "192.0.2.1:1", "198.51.100.2:65535"),
    ProxyHeaderCase.relayed(.one, "[2001:db8::1]:1", "[2001:db8::2]:65535"),
    ProxyHeaderCase.relayed(.two, "192.0.2.1:1", "198.51.100.2:65535"),
    ProxyHeaderCase.relayed(
      .two,
      "[2001:db8::1]:1",
      "[2001:db8::2]:65535",
      .stream,
      [
        .authority("example.com"), .checksum, .padding(byteCount: 7), .uniqueID([1, 2]),
        .other(type: 0xea, value: [0, 255]),
      ]
    ),
  ])
  func `HAProxy reads what we write`(header: ProxyHeader) async throws {
    let port = try ReservedPort()
    var route = Self.binary
    route.bind = "\(port.address) accept-proxy"
    try await withProxy([route]) { bench, seen in
      let client = try await TCPConnection.connect(to: port.address, on: bench.group.loops[1])
      try await client.write(header.encoded())
      #expect(try await client.roundTrip("hello") == "hello")
      let next = await seen.next()
      let found = try #require(next)
      #expect(found.header?.addresses == header.addresses)
      if let authority = header.authority { #expect(found.header?.authority == authority) }
      await client.close()
    }
  }
}

extension AsyncStream where Element: Sendable {
  /// The next element; nil at the end.
  fileprivate func next() async -> Element? {
    var iterator = makeAsyncIterator()
    return await iterator.next()
  }
}

extension ServerConnection {
  /// The first bytes; nil where the client sends none.
  fileprivate func first() async throws -> [UInt8]? {
    let bytes = try await read(atMost: 4096)
    return bytes.isEmpty ? nil : bytes
  }
}
