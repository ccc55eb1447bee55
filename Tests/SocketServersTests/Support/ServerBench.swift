import AsyncSockets
import EventLoops
import SocketServers
import Sockets
import TestSupport
import Testing

/// A server that serves while a test runs, and a loop for its clients.
struct ServerBench: Sendable {
  let server: Server
  let group: EventLoopGroup
  let clock: ManualClock
  let log: EventLog

  /// Serves with two loops while `body` runs, then asks the server to end.
  ///
  /// - Parameters:
  ///   - listeners: where; one of IPv4 by default.
  ///   - grace: how long open connections may go on when the test has ended.
  ///   - configure: changes the configuration.
  ///   - handler: as for `Server.serve`.
  ///   - body: the test.
  /// - Returns: how the server ended.
  /// - Throws: what `body` throws, and what the server does.
  @discardableResult
  static func run(
    listeners: [ServerListener] = [ServerListener(at: .ipv4(.loopback, port: 0))],
    grace: Duration = .seconds(120),
    _ configure: (inout Server.Configuration) -> Void = { _ in },
    handler: nonisolated(nonsending) @escaping @Sendable (ServerConnection) async throws -> Void,
    body: @escaping @Sendable (ServerBench) async throws -> Void
  ) async throws -> ShutdownReport {
    let (clock, log) = (ManualClock(), EventLog())
    var configuration = Server.Configuration()
    configuration.report = log.append
    configure(&configuration)
    return try await withEventLoops(2, clock: clock) { [configuration] group in
      let server = try Server(listening: listeners, configuration: configuration, loops: group)
      let bench = ServerBench(server: server, group: group, clock: clock, log: log)
      return try await withThrowingTaskGroup(of: ShutdownReport?.self) { tasks in
        tasks.addTask { try await server.serve(handler) }
        tasks.addTask {
          defer { server.requestShutdown(grace: grace) }
          try await body(bench)
          return nil
        }
        var report: ShutdownReport?
        for try await result in tasks { report = result ?? report }
        return try #require(report)
      }
    }
  }

  /// A client; from another of this machine's addresses if it is asked for.
  func client(
    from source: SocketAddress? = nil,
    at index: Int = 0
  ) async throws -> TCPConnection {
    try await TCPConnection.connect(
      to: server.localAddresses[index],
      from: source,
      on: group.loops[1]
    )
  }

  /// Waits until so many connections are with their handlers.
  func waitForConnections(_ count: Int) async {
    while server.connections.count(where: \.isServed) < count { await Task.yield() }
  }

  /// Waits until the server has nothing to do.
  func rest() async {
    await group.rest()
  }

  /// Lets time pass, and the millisecond by which timers may be late, and waits until the server
  /// has done what that brings about.
  func advance(by duration: Duration) async {
    await group.rest()
    clock.advance(by: duration + .milliseconds(1))
    await group.rest()
  }
}

/// Sends back whatever comes.
@Sendable func echo(_ connection: ServerConnection) async throws {
  while let received = try await connection.transport.receive() {
    try await connection.transport.write(received)
  }
}

/// The same over an upgrade.
@Sendable func echoOverUpgrade(_ connection: ServerConnection) async throws {
  while let received = try await connection.receive() {
    try await connection.write(received.bytes)
  }
}
