import AsyncSockets
import EventLoops
import SocketAddresses
import Sockets
import Testing

/// A handle is closed at the very moment at which its operation was woken, and has not run yet.
struct SocketHandleClosingWhenReadyTests {
  @Test func `an accept that was woken takes nothing from a listener that was closed since`()
    async throws
  {
    let group = try EventLoopGroup(loops: 1)
    let loop = group.loops[0]
    let listener = try TCPListener(at: .ipv4(.loopback, port: 0), on: loop)
    let address = try listener.localAddress
    let client = try Socket(.inet, .stream)
    let failure = try await Self.closing(listener, on: loop) {
      // The listener's queue has the connection when this returns.
      try client.connect(to: address)
    } whileRunning: {
      _ = try await listener.accept()
    }
    #expect(failure?.code == .closed)
    await group.shutdown()
  }

  @Test func `neither does a receive from a connection`() async throws {
    let group = try EventLoopGroup(loops: 1)
    let loop = group.loops[0]
    let ends = try UnixConnection.pair(on: loop)
    let failure = try await Self.closing(ends.first, on: loop) {
      _ = try ends.second.withSocket { socket throws(SocketError) in try socket.send([1]) }
    } whileRunning: {
      _ = try await ends.first.use { connection in try await connection.receive()?.count }
    }
    #expect(failure?.code == .closed)
    await ends.second.close()
    await group.shutdown()
  }

  /// Closes a handle between the event that wakes its operation and that operation's turn.
  ///
  /// Both events are there when the loop next looks, the bell's first: so the one who waits for the
  /// bell has its turn first.
  private static func closing(
    _ handle: SocketHandle,
    on loop: EventLoop,
    _ makeReady: @Sendable () throws -> Void,
    whileRunning operation: @escaping @Sendable () async throws -> Void
  ) async throws -> SocketError? {
    let bell = try UnixConnection.pair(on: loop)
    let failure = try await withThrowingTaskGroup(of: SocketError?.self) { group in
      group.addTask(executorPreference: loop) {
        _ = try await bell.second.read(atMost: 1)
        await handle.close()
        return nil
      }
      group.addTask(executorPreference: loop) {
        do { try await operation() } catch { return error as? SocketError }
        return nil
      }
      // The loop takes this up after the two tasks, which wait then.
      try await loop.run {
        _ = try bell.first.withSocket { socket throws(SocketError) in try socket.send([1]) }
        try makeReady()
      }
      return try await group.reduce(nil) { $1 ?? $0 }
    }
    await bell.first.close()
    await bell.second.close()
    return failure
  }
}
