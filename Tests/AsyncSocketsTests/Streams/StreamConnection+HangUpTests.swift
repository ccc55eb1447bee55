import AsyncSockets
import EventLoops
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct StreamConnectionHangUpTests {
  /// How a peer goes.
  enum Departure: CaseIterable, Sendable {
    case ends, closes, aborts

    func take(_ peer: StreamConnection) async throws {
      switch self {
      case .ends: try await peer.finishWriting()
      case .closes: await peer.close()
      case .aborts: await peer.abort()
      }
    }
  }

  /// Waits in a task, and tells how it ended; nil for a hang-up.
  private static func wait(
    _ connection: StreamConnection,
    _ result: Note<[SocketError?]>
  ) -> Task<Void, Never> {
    Task(executorPreference: connection.eventLoop) {
      do throws(SocketError) {
        try await connection.waitForHangUp()
        result.change { $0.append(nil) }
      } catch {
        result.change { $0.append(error) }
      }
    }
  }

  @Test(arguments: StreamKind.available, Departure.allCases)
  func `a peer that goes is noticed, beside a read, and one that talks is not`(
    kind: StreamKind,
    departure: Departure
  ) async throws {
    try await withLoops { loops in
      let (connection, peer) = try await kind.connect(on: loops[0])
      let result = Note<[SocketError?]>([])
      let waiting = Self.wait(connection, result)
      for byte in UInt8(0)..<5 {
        try await peer.write([byte])
        #expect(try await connection.read(atMost: 9) == [byte])
      }
      // Left unread: the hang-up is noticed all the same.
      try await peer.write([5])
      await loops[0].rest()
      #expect(result.value == [])
      try await departure.take(peer)
      await waiting.value
      #expect(result.value == [nil])
      // Once more it is told at once.
      try await connection.waitForHangUp()
      await connection.close()
      await peer.close()
    }
  }

  @Test func `a peer that has gone before is noticed at once`() async throws {
    try await withLoops { loops in
      let (connection, peer) = try await StreamKind.tcp.connect(on: loops[0])
      await peer.close()
      try await connection.waitForHangUp()
      await connection.close()
    }
  }

  @Test func `the wait ends by cancellation, by closing, and by the end of the loop`() async throws
  {
    try await withLoops { loops in
      let (connection, peer) = try await StreamKind.tcp.connect(on: loops[0])
      let result = Note<[SocketError?]>([])
      let first = Self.wait(connection, result)
      await loops[0].rest()
      first.cancel()
      await first.value
      let second = Self.wait(connection, result)
      await loops[0].rest()
      await expect(.busy, .wait) { try await connection.waitForHangUp() }
      await connection.close()
      await second.value
      await expect(.closed, .wait) { try await connection.waitForHangUp() }
      #expect(result.value.map { $0?.code } == [.cancelled, .closed])
      await peer.close()
    }
    let group = try EventLoopGroup(loops: 1)
    let (connection, peer) = try await StreamKind.tcp.connect(on: group.loops[0])
    let result = Note<[SocketError?]>([])
    let waiting = Self.wait(connection, result)
    await group.loops[0].rest()
    await group.shutdown()
    await waiting.value
    #expect(result.value.map { $0?.code } == [.closed])
    await connection.close()
    await peer.close()
  }

  @Test func `a cancellation that comes late ends no later wait`() async throws {
    try await withLoops { loops in
      let (connection, peer) = try await StreamKind.tcp.connect(on: loops[0])
      let result = Note<[SocketError?]>([])
      for _ in 0..<20 {
        let first = Self.wait(connection, result)
        await loops[0].rest()
        first.cancel()
        await first.value
        // A second cancellation of the same task has nothing to end.
        first.cancel()
        let second = Self.wait(connection, result)
        await loops[0].rest()
        #expect(result.value.count == 1)
        second.cancel()
        await second.value
        result.set([])
      }
      for end in [connection, peer] { await end.close() }
    }
  }
}
