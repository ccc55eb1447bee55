import AsyncSockets
import EventLoops
import SocketServers
import Sockets
import Synchronization
import TestSupport
import Testing

/// A datagram server that serves while a test talks to it.
struct DatagramBench: Sendable {
  let server: DatagramServer
  let loops: EventLoopGroup
  let log: EventLog

  /// Where it receives.
  var address: SocketAddress { server.localAddresses[0] }

  /// A client on a loop of the bench.
  func client(to address: SocketAddress? = nil) async throws -> AsyncSocket {
    let address = address ?? self.address
    let client = try AsyncSocket(address.family, .datagram, on: loops.loops[0])
    if address.unix != nil { try client.bind(to: SocketAddress(.unnamed)) }
    try await client.connect(to: address)
    return client
  }

  /// Sends, and receives an answer.
  func ask(_ bytes: [UInt8], _ client: AsyncSocket) async throws -> [UInt8] {
    try await client.send(bytes)
    return try await client.receive(atMost: 65_535, deadline: .after(.seconds(120)))
  }

  func ask(_ text: String, _ client: AsyncSocket) async throws -> String {
    String(decoding: try await ask(Array(text.utf8), client), as: UTF8.self)
  }
}

/// Serves while `body` runs, then asks the server to end.
///
/// - Parameters:
///   - addresses: where.
///   - loopCount: on how many loops.
///   - configure: changes the defaults.
///   - handler: has the datagrams; says hello by default.
///   - body: talks to the server.
/// - Returns: how the server ended.
/// - Throws: what `body` throws.
@discardableResult
func withDatagramServer(
  at addresses: [SocketAddress] = [.ipv4(.loopback, port: 0)],
  loops loopCount: Int = 1,
  configure: (inout DatagramServer.Configuration) -> Void = { _ in },
  handler:
    nonisolated(nonsending) @escaping @Sendable (Datagram, DatagramResponder)
    async throws -> Void = hello,
  _ body: nonisolated(nonsending) (DatagramBench) async throws -> Void
) async throws -> ShutdownReport {
  try await withEventLoops(loopCount) { loops in
    let log = EventLog()
    var configuration = DatagramServer.Configuration()
    configuration.report = log.append
    configure(&configuration)
    let server = try DatagramServer(at: addresses, configuration: configuration, loops: loops)
    async let report = server.serve(handler)
    do {
      try await body(DatagramBench(server: server, loops: loops, log: log))
    } catch {
      server.requestShutdown(grace: .zero)
      _ = await report
      throw error
    }
    server.requestShutdown(grace: .seconds(120))
    return await report
  }
}

/// Answers `Hello, TEXT`.
@Sendable func hello(_ datagram: Datagram, _ responder: DatagramResponder) async throws {
  try await responder.answer(Array("Hello, ".utf8) + datagram.bytes)
}

/// Waits until the task is cancelled.
func waitForCancellation() async {
  await Waiter<Void>().wait(cancelled: (), {}, leave: {})
}
