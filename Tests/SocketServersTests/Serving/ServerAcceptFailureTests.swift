import AsyncSockets
import CPlatform
import EventLoops
import SocketServers
import Sockets
import SystemCalls
import TestSupport
import Testing

/// What accept(2) fails with, and what becomes of the server.
@Suite(.timeLimit(.minutes(10))) struct ServerAcceptFailureTests {
  private static let loopback: SocketAddress = .ipv4(.loopback, port: 0)

  /// What a test has.
  private struct Bench: Sendable {
    let server: Server
    let loop: EventLoop
    let clock: ManualClock
    let log: EventLog

    func client(at index: Int = 0) async throws -> TCPConnection {
      try await TCPConnection.connect(to: server.localAddresses[index], on: loop)
    }

    /// Waits until so many failures were told.
    func waitForFailures(_ count: Int) async {
      while log.acceptErrors.count < count { await Task.yield() }
    }

    func advance(by duration: Duration) async {
      await loop.rest()
      clock.advance(by: duration + .milliseconds(2))
      await loop.rest()
    }
  }

  /// Serves on one loop whose calls fail, and asks the server to end after `body`.
  ///
  /// - Returns: how it ended, and how often it called.
  private static func run(
    _ faults: [FakeKernel.Fault],
    listeners count: Int = 1,
    before: @escaping @Sendable (Bench) async throws -> Void = { _ in },
    body: @escaping @Sendable (Bench) async throws -> Void
  ) async throws -> (ending: Result<ShutdownReport, any Error>, calls: FakeKernel.Record) {
    let (clock, log) = (ManualClock(), EventLog())
    var configuration = Server.Configuration()
    configuration.report = log.append
    return try await withEventLoops(1, clock: clock) { [configuration] group in
      let listeners = [ServerListener](repeating: ServerListener(at: loopback), count: count)
      let server = try Server(listening: listeners, configuration: configuration, loops: group)
      let loop = group.loops[0]
      let bench = Bench(server: server, loop: loop, clock: clock, log: log)
      try await before(bench)
      let ending = Note<Result<ShutdownReport, any Error>?>(nil)
      let calls = try await FakeKernel.run(faults, on: loop.thread) { () async throws in
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            let result = await Self.ending(of: server)
            ending.set(result)
          }
          group.addTask {
            defer { server.requestShutdown(grace: .zero) }
            try await body(bench)
          }
          try await group.waitForAll()
        }
      }
      return (try #require(ending.value), calls)
    }
  }

  private static func ending(of server: Server) async -> Result<ShutdownReport, any Error> {
    do { return .success(try await server.serve(echo)) } catch { return .failure(error) }
  }

  private static let shortages: [(code: Int32, turnsAway: Bool)] = [
    (EMFILE, true), (ENFILE, true), (ENOBUFS, false), (ENOMEM, false),
  ]

  @Test(arguments: shortages)
  func `a shortage is told, waited out and survived`(code: Int32, turnsAway: Bool) async throws {
    let fault = FakeKernel.Fault(.accept4, turns: 1...1, .failure(Errno(rawValue: code)))
    let (ending, calls) = try await Self.run([fault]) { bench in
      await bench.waitForFailures(1)
      #expect(bench.log.acceptErrors.map(\.code.errno) == [code])
      let first = try await bench.client()
      await bench.advance(by: ListenerLimits.pause)
      if turnsAway {
        #expect(try await first.receivedText(of: 1) == "")
      } else {
        #expect(try await first.roundTrip("first") == "first")
      }
      let second = try await bench.client()
      #expect(try await second.roundTrip("second") == "second")
      for client in [first, second] { await client.close() }
    }
    #expect(throws: Never.self) { try ending.get() }
    #expect(calls[.accept4] < 10)
  }

  @Test(arguments: [ECONNABORTED, EPROTO, EHOSTUNREACH])
  func `a connection that has gone is passed over at once`(code: Int32) async throws {
    let fault = FakeKernel.Fault(.accept4, turns: 1...5, .failure(Errno(rawValue: code)))
    let (ending, _) = try await Self.run([fault]) { bench in
      let client = try await bench.client()
      #expect(try await client.roundTrip("next") == "next")
      #expect(bench.log.acceptErrors.count == 5)
      await client.close()
    }
    #expect(throws: Never.self) { try ending.get() }
  }

  @Test func `connections that seem to go for ever make the server pause`() async throws {
    let fault = FakeKernel.Fault(.accept4, turns: 1...1_000_000, .failure(Errno(rawValue: EPERM)))
    let (ending, calls) = try await Self.run([fault]) { bench in
      await bench.waitForFailures(ListenerLimits.failuresMax)
      for _ in 0..<3 { await bench.advance(by: ListenerLimits.pause) }
    }
    #expect(throws: Never.self) { try ending.get() }
    let most = ListenerLimits.failuresMax
    #expect(most...most + 4 ~= calls[.accept4])
  }

  @Test func `a listener that cannot go on is closed, and the others go on`() async throws {
    let fault = FakeKernel.Fault(.accept4, turns: 1...1, .failure(Errno(rawValue: EBADF)))
    let (ending, _) = try await Self.run([fault], listeners: 2) { bench in
      await bench.waitForFailures(1)
      #expect(bench.log.acceptErrors.map(\.code.errno) == [EBADF])
      var answers: [String] = []
      for index in 0..<2 {
        guard let client = try? await bench.client(at: index) else { continue }
        answers.append(try await client.roundTrip("hello"))
        await client.close()
      }
      #expect(answers == ["hello"])
    }
    #expect(try ending.get().handledCount == 1)
  }

  @Test func `where no listener can go on the server ends, and says why`() async throws {
    let fault = FakeKernel.Fault(.accept4, turns: 1...2, .failure(Errno(rawValue: EBADF)))
    let (ending, _) = try await Self.run([fault], listeners: 2) { _ in }
    #expect(Self.code(of: ending) == EBADF)
  }

  @Test func `connections that are open then have the grace period`() async throws {
    let client = Note<TCPConnection?>(nil)
    // The one that waits is taken, and then there is the end.
    let fault = FakeKernel.Fault(.accept4, turns: 2...2, .failure(Errno(rawValue: EBADF)))
    let (ending, _) = try await Self.run([fault]) { bench in
      client.set(try await bench.client())
    } body: { bench in
      let client = try #require(client.value)
      await bench.waitForFailures(1)
      #expect(try await client.roundTrip("still here") == "still here")
      await bench.advance(by: ShutdownRequest.defaultGrace)
      #expect(try await client.receivedText(of: 1) == "")
      await client.close()
    }
    #expect(Self.code(of: ending) == EBADF)
  }

  private static func code(of ending: Result<ShutdownReport, any Error>) -> Int32? {
    guard case .failure(let error as SocketError) = ending else { return nil }
    return error.code.errno
  }

  @Test func `a shortage when the server begins does not make it deaf`() async throws {
    // Its own duplicate of the request's descriptor.
    let fault = FakeKernel.Fault(.fcntl, turns: 1...1, .failure(Errno(rawValue: EMFILE)))
    let client = Note<TCPConnection?>(nil)
    let (ending, calls) = try await Self.run([fault]) { bench in
      client.set(try await bench.client())
    } body: { bench in
      let client = try #require(client.value)
      #expect(try await client.roundTrip("hello") == "hello")
      await client.close()
      await bench.advance(by: ListenerLimits.pause)
    }
    #expect(throws: Never.self) { try ending.get() }
    #expect(calls[.fcntl] >= 2)
  }

  @Test func `a socket that does not listen, or is no stream, is refused at once`() async throws {
    try await withEventLoop { loop in
      for type in [SocketType.stream, .datagram] {
        let socket = SharedSocket(try Socket(.inet, type))
        let error = #expect(throws: SocketError.self) {
          try BoundListener(ServerListener(on: socket), on: [loop])
        }
        #expect(error?.code == .unusableArgument)
      }
    }
  }
}
