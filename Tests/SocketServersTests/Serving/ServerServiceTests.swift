import AsyncSockets
import EventLoops
import Logging
import ServiceLifecycle
import SocketServers
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ServerServiceTests {
  /// Ends a group by itself, as a service does that has failed.
  private struct FailingService: Service {
    struct Failure: Error {}

    let mayFail: Note<Bool>

    func run() async throws {
      while !mayFail.value { await Task.yield() }
      throw Failure()
    }
  }

  private static func quiet() -> Logger {
    var logger = Logger(label: "services") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    return logger
  }

  @Test func `a group that shuts down drains the server`() async throws {
    try await withEventLoops(2) { group in
      let server = try Server(at: .ipv4(.loopback, port: 0), loops: group)
      let service = ServerService(server, grace: .seconds(3_600), echo)
      let services = ServiceGroup(services: [service], logger: Self.quiet())
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await services.run() }
        let client = try await TCPConnection.connect(to: server.localAddresses[0])
        #expect(try await client.roundTrip("before") == "before")
        await services.triggerGracefulShutdown()
        while let late = try? await TCPConnection.connect(to: server.localAddresses[0]) {
          await late.close()
        }
        #expect(try await client.roundTrip("after") == "after")
        await client.close()
        try await tasks.waitForAll()
      }
      #expect(server.connections.isEmpty)
    }
  }

  @Test func `a group that fails cancels the server`() async throws {
    try await withEventLoops(2) { group in
      let server = try Server(at: .ipv4(.loopback, port: 0), loops: group)
      let mayFail = Note(false)
      let services = ServiceGroup(
        services: [ServerService(server, echo), FailingService(mayFail: mayFail)],
        logger: Self.quiet()
      )
      await withTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
          await #expect(throws: FailingService.Failure.self) { try await services.run() }
        }
        guard let client = try? await TCPConnection.connect(to: server.localAddresses[0]) else {
          Issue.record("no connection")
          return mayFail.set(true)
        }
        #expect((try? await client.roundTrip("hello")) == "hello")
        mayFail.set(true)
        #expect((try? await client.receivedText(of: 1)) == "")
        await client.close()
      }
      #expect(server.connections.isEmpty)
    }
  }
}
