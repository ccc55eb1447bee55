import Sockets
import Synchronization
import TestSupport
import Testing

@testable import AsyncSockets

@Suite(.timeLimit(.minutes(10))) struct TCPListenerTests {
  static let loopback = SocketAddress.ipv4(.loopback, port: 0)

  /// How often a run accepts: as many suspensions there are.
  private static let acceptCount = 3

  @Test(arguments: Interruption.allCases, [false, true])
  func `an accept that is interrupted has taken no connection`(
    interruption: Interruption,
    comesAlong: Bool
  ) async throws {
    for caller in WatchedLoop.Caller.allCases {
      try await WatchedLoop.atEverySuspension(endingWith: interruption) { watched, turn in
        let comesAlong = comesAlong && interruption.leavesOpen
        return try await interrupt(turn, comesAlong, caller, interruption, watched)
      }
    }
  }

  /// One run; see `ReadingInterruptedTests`.
  private func interrupt(
    _ turn: Int,
    _ comesAlong: Bool,
    _ caller: WatchedLoop.Caller,
    _ interruption: Interruption,
    _ watched: WatchedLoop
  ) async throws -> Bool {
    let listener = try TCPListener(at: Self.loopback, on: watched.loop)
    let clients = Clients(of: try listener.localAddress)
    let accepted = Mutex<[TCPConnection]>([])
    let detached = DetachedSocket()
    let ending = try await watched.run(
      interruptingAt: turn,
      of: listener,
      from: caller,
      by: { task in
        if comesAlong { clients.connectOne() }
        interruption.begin(task, listener, watched, detached)
      },
      step: { clients.connectOne() },
      call: {
        try await interruption.withTaskDeadline(on: watched.loop) {
          for _ in 0..<Self.acceptCount {
            let deadline = interruption.deadline(on: watched.loop)
            let connection = try await listener.accept(deadline: deadline)
            accepted.withLock { $0.append(connection) }
          }
        }
      }
    )
    if !comesAlong {
      #expect(ending.error?.code == (ending.wasInterrupted ? interruption.code : nil))
    }
    if interruption.leavesOpen {
      clients.connectOne()
      while accepted.withLock(\.count) < clients.count {
        let connection = try await listener.accept(deadline: .never)
        accepted.withLock { $0.append(connection) }
      }
      #expect(accepted.withLock { $0.map(\.peer) } == clients.addresses)
    }
    let socket = await detached.taken()
    if let socket, ending.wasInterrupted {
      clients.connectOne()
      #expect(try socket.tryAccept(isNonBlocking: true).peer == clients.addresses.last)
    }
    await listener.close()
    await expect(.closed, .accept) { _ = try await listener.accept() }
    return ending.wasInterrupted
  }

  @Test func `a connection lives on the loop that it was accepted onto`() async throws {
    try await withLoops(2) { loops in
      let listener = try TCPListener(at: Self.loopback, on: loops[0])
      let address = try listener.localAddress
      for loop in [nil, loops[0], loops[1]] {
        let client = try await TCPConnection.connect(to: address, on: loops[1])
        let server = try await listener.accept(onto: loop)
        #expect(server.eventLoop === loop ?? loops[0])
        #expect(server.peer == (try client.localAddress))
        try await server.use { connection in
          #expect(EventLoop.current === loop ?? loops[0])
          try await connection.write([1])
        }
        #expect(server.isClosed)
        #expect(try await client.read(atMost: 9) == [1])
        #expect(try await client.read(atMost: 9) == [])
        await client.close()
      }
      await listener.close()
    }
  }

  @Test(.needs(.ipv6Loopback)) func `a listener of both families takes both`() async throws {
    try await withLoops { loops in
      let listener = try TCPListener(at: .ipv6(.any, port: 0), dualStack: true, on: loops[0])
      let port = try #require(try listener.localAddress.port)
      for address in [SocketAddress.ipv4(.loopback, port: port), .ipv6(.loopback, port: port)] {
        let client = try await TCPConnection.connect(to: address, on: loops[0])
        await (try listener.accept()).close()
        await client.close()
      }
      await listener.close()
      await expect(.unusableArgument, .bind) {
        _ = try TCPListener(at: Self.loopback, dualStack: true, on: loops[0])
      }
    }
  }

  @Test func `listeners of each loop share a port, and all get connections`() async throws {
    let group = try EventLoopGroup(loops: 2)
    let listeners = try TCPListener.listeners(at: Self.loopback, on: group)
    #expect(listeners.map(\.eventLoop.index) == [0, 1])
    let address = try listeners[0].localAddress
    #expect(try listeners[1].localAddress == address)
    let clients = Clients(of: address)
    for _ in 0..<64 { clients.connectOne() }
    var peers: [[SocketAddress?]] = [[], []]
    for (index, listener) in listeners.enumerated() {
      while case .success(let connection) = await outcome({
        try await listener.accept(deadline: .after(.zero))
      }) {
        peers[index].append(connection.peer)
        await connection.close()
      }
      #expect(!peers[index].isEmpty)
      await listener.close()
    }
    #expect(Set(peers.joined()) == Set(clients.addresses))
    await group.shutdown()
    let one = try EventLoopGroup(loops: 1)
    let single = try TCPListener.listeners(at: Self.loopback, on: one)
    #expect(try !single[0][.reusePort])
    await single[0].close()
    await one.shutdown()
  }

  @Test func `an address that is in use is refused, and a socket that is no stream`() async throws {
    try await withLoops { loops in
      let listener = try TCPListener(at: Self.loopback, on: loops[0])
      let address = try listener.localAddress
      let error = await expect(.addressInUse, .bind) {
        _ = try TCPListener(at: address, on: loops[0])
      }
      #expect(error?.address == address)
      await listener.close()
      await expect(.unusableArgument, .adopt) {
        _ = try TCPListener(adopting: Socket(.inet, .datagram), on: loops[0])
      }
      // At another port: this one may be somebody's by now.
      let adopted = try TCPListener(adopting: Socket.createServer(at: Self.loopback), on: loops[0])
      let client = try await TCPConnection.connect(to: adopted.localAddress, on: loops[0])
      await (try adopted.accept()).close()
      await client.close()
      await adopted.close()
    }
  }
}

/// Clients of a listener, which connect from whatever thread, and are closed with this.
final class Clients: Sendable {
  private let address: SocketAddress
  private let sockets = Mutex<[SharedSocket]>([])

  init(of address: SocketAddress) {
    self.address = address
  }

  var count: Int { sockets.withLock(\.count) }

  /// Their own addresses, in order.
  var addresses: [SocketAddress?] {
    sockets.withLock { $0.map { try? $0.socket.localAddress } }
  }

  /// Connects one more, which a listener on the loopback interface need not accept first.
  func connectOne() {
    #expect(throws: Never.self) {
      let client = SharedSocket(try Socket(address.family, .stream))
      try client.socket.connect(to: address)
      sockets.withLock { $0.append(client) }
    }
  }
}
