import AsyncSockets
import Sockets
import Synchronization
import SystemCalls
import TestSupport
import Testing

@testable import EventLoops
@testable import SocketServers

/// That a server may be cancelled at whatever moment.
@Suite(.timeLimit(.minutes(10))) struct ServerCancellationTests {
  /// More moments at which everybody waits than any run has.
  private static let momentsMax = 60

  /// What the world does to a server while it waits, one step after the other: on the loop's
  /// thread, without waiting.
  private final class World: Sendable {
    private struct State {
      var next = 0
      var clients: [SharedSocket] = []
    }

    private let server: Server
    private let clock: ManualClock
    private let state = Mutex(State())

    init(_ server: Server, _ clock: ManualClock) {
      self.server = server
      self.clock = clock
    }

    func step() {
      let number = state.withLock { state in
        defer { state.next += 1 }
        return state.next
      }
      switch number {
      case 0: connect(0)
      case 1: send(0, "one")
      case 2: connect(1)
      case 3: send(1, "h")
      case 4: send(1, "two")
      // One more than there are places, and one more that is in a handshake.
      case 5: connect(0)
      case 6: connect(1)
      case 7: send(2, "three")
      case 8: state.withLock { $0.clients.remove(at: 0) }.socket.endWriting()
      case 9: server.requestShutdown(grace: .seconds(10))
      case 10: clock.advance(by: .seconds(10) + .milliseconds(2))
      default: clock.advance(by: .seconds(1) + .milliseconds(2))
      }
    }

    private func connect(_ index: Int) {
      guard let socket = try? Socket(.inet, .stream) else { return }
      // Where nobody listens any more it fails.
      try? socket.connectNow(to: server.localAddresses[index])
      let shared = SharedSocket(socket)
      state.withLock { $0.clients.append(shared) }
    }

    private func send(_ index: Int, _ text: String) {
      let client = state.withLock { $0.clients[index] }
      client.socket.sendNow(Array(text.utf8))
    }
  }

  /// Counts moments.
  private final class Counter: Sendable {
    private let passed = Atomic(0)

    var count: Int { passed.load(ordering: .relaxed) }

    func next() -> Int { passed.wrappingAdd(1, ordering: .relaxed).newValue }
  }

  @Test(arguments: [false, true])
  func `a server that is cancelled while it waits ends, with nothing left`(
    cancelsOnHangUp: Bool
  ) async throws {
    var moment = 1
    while try await run(cancellingAt: moment, cancelsOnHangUp) {
      moment += 1
      try #require(moment < Self.momentsMax)
    }
    // Every step came to pass.
    #expect(moment > 11)
  }

  /// One run, with the cancellation at a moment; whether it came to that.
  private func run(cancellingAt moment: Int, _ cancelsOnHangUp: Bool) async throws -> Bool {
    let (clock, poller) = (ManualClock(), try WatchedPoller())
    return try await withEventLoops(1, clock: clock, pollers: [poller]) { group in
      let server = try Self.server(on: group, cancelsOnHangUp)
      let world = World(server, clock)
      let (passed, hasEnded) = (Counter(), Note(false))
      let task = Task(executorPreference: group.loops[0]) {
        defer { hasEnded.set(true) }
        return try await server.serve(Self.answer)
      }
      poller.setWatch {
        guard !hasEnded.value else { return false }
        let count = passed.next()
        if count == moment { task.cancel() } else { world.step() }
        return count < Self.momentsMax
      }
      let report = try await task.value
      poller.setWatch(nil)
      #expect(report.abandonedCount == 0)
      #expect(server.connections.isEmpty)
      #expect(server.state.admission.taken == Admission.Share())
      #expect(server.state.admission.waitingCount == 0)
      for listener in server.listeners {
        #expect(listener.sockets.allSatisfy { $0.handle.isClosed })
      }
      return passed.count >= moment
    }
  }

  private static func server(on group: EventLoopGroup, _ cancelsOnHangUp: Bool) throws -> Server {
    var configuration = Server.Configuration()
    configuration.limits.connections = 2
    configuration.limits.handshakes = 1
    configuration.limits.connectionsPerPeer = 3
    configuration.limits.idleTimeout = .seconds(3_600)
    configuration.cancelsOnHangUp = cancelsOnHangUp
    let address = SocketAddress.ipv4(.loopback, port: 0)
    return try Server(
      listening: [
        ServerListener(at: address), ServerListener(at: address, upgrade: MaskedStream.accept),
      ],
      configuration: configuration,
      loops: group
    )
  }

  @Sendable private static func answer(_ connection: ServerConnection) async throws {
    _ = connection.reserve(100)
    while try await connection.waitForRequest() {
      guard let received = try await connection.receive() else { return }
      try await connection.write(received.bytes)
    }
  }
}

extension Socket {
  /// As `connect`, to this machine, where it takes no time.
  borrowing func connectNow(to address: SocketAddress) throws {
    try connect(to: address)
  }

  /// As `sendAll` of a few bytes, which nobody need take.
  borrowing func sendNow(_ bytes: [UInt8]) {
    _ = try? send(bytes)
  }

  borrowing func endWriting() {
    try? shutdown(.sending)
  }
}
