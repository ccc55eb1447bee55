import AsyncSockets
import EventLoops
import Sockets
import Synchronization
import TestSupport
import Testing

/// What a server does with a connection beside its handler.
@Suite(.timeLimit(.minutes(10))) struct StreamConnectionServingTests {
  /// Reads in a task, and tells what came of it.
  private static func read(
    _ connection: StreamConnection,
    _ results: Note<[Result<[UInt8], SocketError>]>
  ) -> Task<Void, Never> {
    Task(executorPreference: connection.eventLoop) {
      do throws(SocketError) {
        let bytes = try await connection.read(atMost: 9)
        results.change { $0.append(.success(bytes)) }
      } catch {
        results.change { $0.append(.failure(error)) }
      }
    }
  }

  private static let interrupted = Result<[UInt8], SocketError>.failure(
    SocketError(.cancelled, operation: .receive)
  )

  @Test func `a read is interrupted only where that is still wanted`() async throws {
    try await withLoops { loops in
      let (connection, peer) = try await StreamKind.tcp.connect(on: loops[0])
      let results = Note<[Result<[UInt8], SocketError>]>([])
      let first = Self.read(connection, results)
      await loops[0].rest()
      // As where the wait that was meant is over, and another has begun.
      connection.interruptReading { false }
      await loops[0].rest()
      #expect(results.value == [])
      connection.interruptReading { true }
      await first.value
      #expect(results.value == [Self.interrupted])
      for end in [connection, peer] { await end.close() }
      connection.interruptReading { true }
    }
  }

  @Test func `the next read takes what is there, and does not wait`() async throws {
    try await withLoops { loops in
      let (connection, peer) = try await StreamKind.tcp.connect(on: loops[0])
      let results = Note<[Result<[UInt8], SocketError>]>([])
      await connection.interruptNextRead()
      await Self.read(connection, results).value
      #expect(results.value == [Self.interrupted])
      try await peer.write([1])
      await connection.interruptNextRead()
      await Self.read(connection, results).value
      #expect(results.value == [Self.interrupted, .success([1])])
      connection.takeBackInterruption()
      let last = Self.read(connection, results)
      await loops[0].rest()
      try await peer.write([2])
      await last.value
      #expect(results.value == [Self.interrupted, .success([1]), .success([2])])
      for end in [connection, peer] { await end.close() }
    }
  }

  @Test func `reading ends behind what has arrived`() async throws {
    try await withLoops { loops in
      let (connection, peer) = try await StreamKind.tcp.connect(on: loops[0])
      try await peer.write([1, 2])
      try await connection.waitForBytes()
      connection.endReading()
      #expect(try await connection.read(atMost: 9) == [1, 2])
      #expect(await !loops[0].run { connection.hasReadEnd })
      #expect(try await connection.read(atMost: 9) == [])
      #expect(await loops[0].run { connection.hasReadEnd })
      for end in [connection, peer] { await end.close() }
      // A connection that is gone is left as it is.
      connection.endReading()
    }
  }
}
