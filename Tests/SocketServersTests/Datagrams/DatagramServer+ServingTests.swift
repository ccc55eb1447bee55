import AsyncSockets
import EventLoops
import SocketServers
import Sockets
import TestSupport
import Testing

// How it ends.
@Suite(.timeLimit(.minutes(10))) struct DatagramServerServingTests {
  private static let nothing = ShutdownReport(handledCount: 0, closedCount: 0, abandonedCount: 0)

  @Test func `asked to end before it serves it returns at once, and so does a second call`()
    async throws
  {
    try await withEventLoops(1) { loops in
      let server = try DatagramServer(at: .ipv4(.loopback, port: 0), loops: loops)
      server.requestShutdown()
      #expect(await server.serve(hello) == Self.nothing)
      #expect(await server.serve(hello) == Self.nothing)
    }
  }

  @Test func `a server that never serves leaves nothing behind`() async throws {
    try await temporaryDirectory { directory in
      let address = try SocketAddress.unix(path: directory + "/server")
      try await withEventLoops(1) { loops in
        for _ in 0..<2 { _ = try DatagramServer(at: address, loops: loops) }
      }
    }
  }

  @Test(arguments: [1, 4])
  func `handlers go on while the server drains, and nobody else is heard`(most: Int) async throws {
    let report = try await withDatagramServer { configuration in
      configuration.limits.handlersPerSocket = most
    } handler: { _, responder in
      try await responder.answer("begun")
      while !responder.isDraining { await Task.yield() }
      try await responder.answer("bye")
    } _: { bench in
      let client = try await bench.client()
      #expect(try await bench.ask("hello", client) == "begun")
      bench.server.requestShutdown(grace: .seconds(120))
      #expect(
        try await client.receive(atMost: 9, deadline: .after(.seconds(120))) == Array("bye".utf8)
      )
      _ = try? await client.send([1])
    }
    #expect(report == ShutdownReport(handledCount: 1, closedCount: 0, abandonedCount: 0))
  }

  @Test(arguments: [1, 4])
  func `handlers that outlast the grace period are cancelled`(most: Int) async throws {
    let report = try await withDatagramServer { configuration in
      configuration.limits.handlersPerSocket = most
    } handler: { _, responder in
      try await responder.answer("begun")
      await waitForCancellation()
    } _: { bench in
      let client = try await bench.client()
      #expect(try await bench.ask("hello", client) == "begun")
      bench.server.requestShutdown(grace: .zero)
    }
    #expect(report == ShutdownReport(handledCount: 1, closedCount: 1, abandonedCount: 0))
  }

  @Test func `a cancelled task ends the server without a grace period`() async throws {
    try await withEventLoops(1) { loops in
      let server = try DatagramServer(at: .ipv4(.loopback, port: 0), loops: loops)
      let report = try await withThrowingTaskGroup(of: ShutdownReport?.self) { group in
        group.addTask {
          await server.serve { _, responder in
            try await responder.answer("begun")
            await waitForCancellation()
          }
        }
        group.addTask {
          let client = try AsyncSocket(.inet, .datagram, on: loops.loops[0])
          try await client.connect(to: server.localAddresses[0])
          try await client.send([1])
          #expect(try await client.receive(atMost: 9) == Array("begun".utf8))
          return nil
        }
        #expect(try await group.next() == .some(nil))
        group.cancelAll()
        return try await group.next() ?? nil
      }
      #expect(report?.handledCount == 1)
    }
  }

  @Test func `several servers end by one request`() async throws {
    try await withEventLoops(1) { loops in
      let request = try ShutdownRequest()
      let servers = try (0..<2).map { _ in
        try DatagramServer(at: .ipv4(.loopback, port: 0), loops: loops, shutdown: request)
      }
      await withTaskGroup(of: ShutdownReport.self) { group in
        for server in servers { group.addTask { await server.serve(hello) } }
        request.request()
        for await report in group { #expect(report == Self.nothing) }
      }
    }
  }
}
