import Sockets
import TestSupport
import Testing

@testable import AsyncSockets

@Suite(.timeLimit(.minutes(10))) struct TCPConnectionConnectingTests {
  private static let loopback = SocketAddress.ipv4(.loopback, port: 0)

  /// An address at which nobody listens.
  private static func unusedAddress() throws -> SocketAddress {
    let listener = try Socket.createServer(at: loopback)
    return try listener.localAddress
  }

  /// A listener whose queue is full, so that connecting to it waits.
  private final class FullListener: Sendable {
    let listener: SharedSocket
    let address: SocketAddress
    private let clients: [SharedSocket]

    init() throws {
      let socket = try Socket.createServer(at: TCPConnectionConnectingTests.loopback, backlog: 0)
      address = try socket.localAddress
      listener = SharedSocket(socket)
      var clients: [SharedSocket] = []
      // The kernel takes one or two beyond the backlog.
      for _ in 0..<4 {
        let client = SharedSocket(try Socket(.inet, .stream))
        try client.socket.setTimeout(.zero)
        try? client.socket.beginConnecting(to: address)
        clients.append(client)
      }
      self.clients = clients
    }
  }

  @Test func `a connection is made from the address that was asked for`() async throws {
    try await withLoops { loops in
      let listener = try TCPListener(at: Self.loopback, on: loops[0])
      let source = SocketAddress.ipv4(IPv4Address(127, 0, 0, 2), port: 0)
      let address = try listener.localAddress
      let client = try await TCPConnection.connect(to: address, from: source, on: loops[0])
      let server = try await listener.accept()
      #expect(try client.localAddress.withPort(0) == source)
      #expect(try client.peerAddress == address)
      #expect(server.peer == (try client.localAddress))
      #expect(client.peer == nil)
      for handle in [listener, client, server] as [SocketHandle] { await handle.close() }
    }
  }

  @Test(arguments: WatchedLoop.Caller.allCases)
  func `nobody who listens is an error that tells the address`(
    caller: WatchedLoop.Caller
  ) async throws {
    try await withLoops { loops in
      let address = try Self.unusedAddress()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: caller == .elsewhere ? nil : loops[0]) {
          let error = await expect(.connectionRefused, .connect) {
            _ = try await TCPConnection.connect(to: address, on: loops[0])
          }
          #expect(error?.address == address)
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `the loop is the current one, or one of the shared ones`() async throws {
    let listener = try Socket.createServer(at: Self.loopback)
    let connection = try await TCPConnection.connect(to: listener.localAddress)
    #expect(EventLoopGroup.shared.loops.contains { $0 === connection.eventLoop })
    await connection.close()
  }

  @Test(arguments: Interruption.allCases, WatchedLoop.Caller.allCases)
  func `connecting that is interrupted tells why`(
    interruption: Interruption,
    caller: WatchedLoop.Caller
  ) async throws {
    let watched = try WatchedLoop()
    let full = try FullListener()
    let socket = try AsyncSocket(.inet, .stream, on: watched.loop)
    let detached = DetachedSocket()
    let ending = try await watched.run(
      interruptingAt: 1,
      of: socket,
      from: caller,
      by: { interruption.begin($0, socket, watched, detached) },
      step: {},
      call: {
        try await interruption.withTaskDeadline(on: watched.loop) {
          let deadline = interruption.deadline(on: watched.loop)
          try await socket.connect(to: full.address, deadline: deadline)
        }
      }
    )
    #expect(ending.error?.code == interruption.code)
    #expect(ending.error?.operation == .connect)
    #expect(ending.error?.address == full.address)
    await (detached.taken() as Socket?)?.end()
    await socket.close()
    await watched.group.shutdown()
  }

  // By name.

  /// A resolver that answers by a table, and others not at all.
  private static func resolver(
    _ addresses: [AddressFamily: [SocketAddress]],
    _ pool: OffloadPool
  ) -> AsyncResolver {
    AsyncResolver(
      on: pool,
      BlockingResolver(
        addresses: { query throws(SocketError) in
          let found = addresses[query.hints.family] ?? []
          guard !found.isEmpty else { throw SocketError(.unknownName, operation: .resolve) }
          let answers = try BlockingResolver.system.addresses(
            .init(host: "127.0.0.1", service: query.service, hints: query.hints)
          )
          return found.flatMap { address in
            answers.map { answer in
              var answer = answer
              answer.address = address
              return answer
            }
          }
        },
        names: { _ throws(SocketError) in throw SocketError(.unknownName, operation: .resolve) }
      )
    )
  }

  private static func connector(
    _ addresses: [SocketAddress],
    on loop: EventLoop,
    _ pool: OffloadPool,
    deadline: Deadline = .never
  ) throws -> EndpointConnector {
    EndpointConnector(
      endpoint: try Endpoint(host: "name.example", port: 80),
      source: nil,
      deadline: deadline,
      loop: loop,
      resolver: resolver([.inet: addresses], pool),
      timing: HappyEyeballsTiming()
    )
  }

  @Test(.enabled(if: LocalFiles.hostsHas("localhost", for: "127.0.0.1"), "no localhost in hosts"))
  func `a name of the hosts file is connected to`() async throws {
    try await withLoops { loops in
      let listener = try TCPListener(at: Self.loopback, on: loops[0])
      let port = try #require(try listener.localAddress.port)
      for host in ["localhost", "127.0.0.1"] {
        let endpoint = try Endpoint(host: host, port: port)
        let client = try await TCPConnection.connect(to: endpoint, on: loops[0])
        await (try listener.accept()).close()
        await client.close()
      }
      await listener.close()
      let endpoint = try Endpoint(host: "localhost", port: port)
      let error = await expect(.connectionRefused, .connect) {
        _ = try await TCPConnection.connect(to: endpoint, on: loops[0])
      }
      #expect(error?.endpoint == endpoint)
      #expect(error?.attempts.isEmpty == false)
    }
  }

  @Test func `an address that does not answer gets another beside it after a while`() async throws {
    let watched = try WatchedLoop()
    let pool = OffloadPool(name: "lookup", threadsMax: 2)
    let full = try FullListener()
    let listener = try Socket.createServer(at: Self.loopback)
    let address = try listener.localAddress
    let connector = try Self.connector([full.address, address], on: watched.loop, pool)
    let peers = Note<[SocketAddress]>([])
    // The steps are the attempt delay; what is longer changes nothing.
    let ending = try await watched.run(
      interruptingAt: 10,
      of: nil,
      waitingFor: .writing,
      from: .elsewhere,
      by: { _ in },
      step: { watched.clock.advance(by: .milliseconds(260)) },
      call: {
        let connection = try await connector.connect()
        peers.change { peers in
          if let peer = try? connection.peerAddress { peers.append(peer) }
        }
        await connection.close()
      }
    )
    #expect(ending.error == nil)
    #expect(peers.value == [address])
    await pool.shutdown()
    await watched.group.shutdown()
  }

  @Test func `where every address fails, the error has them all`() async throws {
    try await withLoops { loops in
      let pool = OffloadPool(name: "lookup", threadsMax: 2)
      let addresses = try [Self.unusedAddress(), Self.unusedAddress()]
      let connector = try Self.connector(addresses, on: loops[0], pool)
      let error = await expect(.connectionRefused, .connect) { _ = try await connector.connect() }
      #expect(error?.endpoint == connector.endpoint)
      #expect(error?.attempts.map(\.address) == addresses)
      #expect(error?.attempts.map(\.code) == [.connectionRefused, .connectionRefused])
      let nowhere = try Self.connector([], on: loops[0], pool)
      let unknown = await expect(.unknownName, .resolve) { _ = try await nowhere.connect() }
      #expect(unknown?.endpoint == connector.endpoint)
      await pool.shutdown()
    }
  }

  @Test(arguments: [Interruption.cancel, .deadline, .taskDeadline, .shutdown])
  func `connecting to a name is interrupted while an address does not answer`(
    interruption: Interruption
  ) async throws {
    let watched = try WatchedLoop()
    let pool = OffloadPool(name: "lookup", threadsMax: 2)
    let full = try FullListener()
    let deadline = interruption.deadline(on: watched.loop)
    let connector = try Self.connector([full.address], on: watched.loop, pool, deadline: deadline)
    let unused = try AsyncSocket(.inet, .stream, on: watched.loop)
    let ending = try await watched.run(
      interruptingAt: 3,
      of: nil,
      waitingFor: .writing,
      from: .elsewhere,
      by: { interruption.begin($0, unused, watched, DetachedSocket()) },
      step: { watched.clock.advance(by: .milliseconds(260)) },
      call: {
        try await interruption.withTaskDeadline(on: watched.loop) {
          await (try connector.connect()).close()
        }
      }
    )
    #expect(ending.error?.code == interruption.code)
    #expect(ending.error?.endpoint == connector.endpoint)
    await unused.close()
    await pool.shutdown()
    await watched.group.shutdown()
  }

  @Test(arguments: [Interruption.cancel, .deadline, .taskDeadline, .shutdown])
  func `connecting to a name is interrupted while no name server answers`(
    interruption: Interruption
  ) async throws {
    let watched = try WatchedLoop()
    let gate = Gate()
    let pool = OffloadPool(name: "lookup", threadsMax: 2)
    let resolver = AsyncResolver(
      on: pool,
      BlockingResolver(
        addresses: { _ throws(SocketError) in
          gate.enter(1)
          throw SocketError(.unknownName, operation: .resolve)
        },
        names: { _ throws(SocketError) in throw SocketError(.unknownName, operation: .resolve) }
      )
    )
    let connector = EndpointConnector(
      endpoint: try Endpoint(host: "name.example", port: 80),
      source: nil,
      deadline: interruption.deadline(on: watched.loop),
      loop: watched.loop,
      resolver: resolver,
      timing: HappyEyeballsTiming()
    )
    let group = watched.group
    let code = try await withThrowingTaskGroup(of: SocketError.Code?.self) { tasks in
      tasks.addTask {
        let result = await outcome {
          try await interruption.withTaskDeadline(on: watched.loop) {
            await (try connector.connect()).close()
          }
        }
        guard case .failure(let error as SocketError) = result else { return nil }
        return error.code
      }
      try await gate.waitUntilEntered(2)
      await watched.loop.rest()
      switch interruption {
      case .cancel: tasks.cancelAll()
      case .shutdown: await group.shutdown()
      default: watched.clock.advance(by: Interruption.timeout + .milliseconds(2))
      }
      return try await tasks.next() ?? nil
    }
    #expect(code == interruption.code)
    gate.open()
    await pool.shutdown()
    await group.shutdown()
  }
}
