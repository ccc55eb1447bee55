import EventLoops
import Sockets
import Synchronization
import SystemCalls
import TestSupport
import Testing

@testable import AsyncSockets

@Suite(.timeLimit(.minutes(10))) struct ConnectionListenerServingTests {
  private struct Refused: Error {}

  /// Writes back what comes, up to the end.
  private static func echo(_ connection: TCPConnection) async throws {
    while let received = try await connection.receive() { try await connection.write(received) }
  }

  @Test func `each connection is served on its loop, and closed after`() async throws {
    try await withLoops(2) { loops in
      let listener = try TCPListener(at: TCPListenerTests.loopback, on: loops[0])
      let address = try listener.localAddress
      let served = Note<[Int]>([])
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await listener.serve(onto: loops) { connection in
            #expect(connection.eventLoop.isCurrent)
            served.change { $0.append(connection.eventLoop.index) }
            try await Self.echo(connection)
          }
        }
        for number in UInt8(0)..<10 {
          let client = try await TCPConnection.connect(to: address, on: loops[1])
          try await client.write([number])
          #expect(try await client.read(atMost: 9) == [number])
          try await client.finishWriting()
          #expect(try await client.read(atMost: 9) == [])
          await client.close()
        }
        await listener.close()
        try await group.waitForAll()
      }
      #expect(
        served.value.sorted() == [Int](repeating: 0, count: 5) + [Int](repeating: 1, count: 5)
      )
    }
  }

  @Test func `a handler that throws costs its own connection only`() async throws {
    try await withLoops { loops in
      let listener = try TCPListener(at: TCPListenerTests.loopback, on: loops[0])
      let address = try listener.localAddress
      let errors = Note(0)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await listener.serve { error in
            #expect(error is Refused)
            errors.change { $0 += 1 }
          } _: { connection in
            guard try await connection.read(atMost: 1) == [1] else { throw Refused() }
            try await Self.echo(connection)
          }
        }
        let good = try await TCPConnection.connect(to: address, on: loops[0])
        let bad = try await TCPConnection.connect(to: address, on: loops[0])
        try await good.write([1])
        try await bad.write([2])
        #expect(try await bad.read(atMost: 9) == [])
        try await good.write([3])
        #expect(try await good.read(atMost: 9) == [3])
        await good.close()
        await bad.close()
        await listener.close()
        try await group.waitForAll()
      }
      #expect(errors.value == 1)
    }
  }

  @Test func `serving ends after its handlers when the listener is closed`() async throws {
    try await withLoops { loops in
      let listener = try TCPListener(at: TCPListenerTests.loopback, on: loops[0])
      let client = try await TCPConnection.connect(to: listener.localAddress, on: loops[0])
      let hasEnded = Note(false)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await listener.serve { try await Self.echo($0) }
          hasEnded.change { $0 = true }
        }
        try await client.write([1])
        #expect(try await client.read(atMost: 9) == [1])
        await listener.close()
        try await client.write([2])
        #expect(try await client.read(atMost: 9) == [2])
        #expect(!hasEnded.value)
        try await client.finishWriting()
        try await group.waitForAll()
      }
      await client.close()
    }
  }

  @Test func `serving that is cancelled ends its handlers`() async throws {
    try await withLoops { loops in
      let listener = try TCPListener(at: TCPListenerTests.loopback, on: loops[0])
      let client = try await TCPConnection.connect(to: listener.localAddress, on: loops[0])
      let codes = Note<[SocketError.Code?]>([])
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await listener.serve { error in
            codes.change { $0.append((error as? SocketError)?.code) }
          } _: {
            try await Self.echo($0)
          }
        }
        try await client.write([1])
        #expect(try await client.read(atMost: 9) == [1])
        group.cancelAll()
        try await group.waitForAll()
      }
      #expect(codes.value == [.cancelled])
      #expect(try await client.read(atMost: 9) == [])
      #expect(!listener.isClosed)
      await client.close()
      await listener.close()
    }
  }

  /// What accept4(2) fails with, how often, how many of these are told, and for how many the
  /// listener pauses.
  ///
  /// Where descriptors are missing, each pause ends with another call, to turn a client away.
  private static let failures: [(SocketError.Code, times: Int, told: Int, pauses: Int)] = [
    (.tooManyOpenFiles, 1, 1, 1), (.tooManyOpenFilesInSystem, 3, 2, 2),
    (.noBufferSpace, 1, 1, 1), (.noMemory, 2, 2, 2),
    (.connectionAborted, 5, 5, 0), (.hostUnreachable, 1, 1, 0),
  ]

  @Test(arguments: failures)
  func `a listener gets over a shortage, and does not spin`(
    code: SocketError.Code,
    times: Int,
    told: Int,
    pauses: Int
  ) async throws {
    let watched = try WatchedLoop()
    let listener = try TCPListener(at: TCPListenerTests.loopback, on: watched.loop)
    let clients = Clients(of: try listener.localAddress)
    for _ in 0..<2 { clients.connectOne() }
    let errors = Note<[SocketError.Code?]>([])
    let served = Note<[SocketAddress?]>([])
    let errno = try #require(code.errno)
    let fault = FakeKernel.Fault(.accept4, turns: 1...times, .failure(Errno(rawValue: errno)))
    let record = try await FakeKernel.run([fault], on: watched.loop.thread) { () async throws in
      let ending = try await watched.run(
        interruptingAt: pauses + 1,
        of: nil,
        from: .loop,
        by: { _ in },
        step: { watched.clock.advance(by: ListenerLimits.pause + .milliseconds(2)) },
        call: {
          try await listener.serve { error in
            errors.change { $0.append((error as? SocketError)?.code) }
          } _: { connection in
            served.change { $0.append(connection.peer) }
            await listener.close()
          }
        }
      )
      #expect(ending.suspensions == pauses)
      #expect(ending.error == nil)
    }
    #expect(errors.value == [SocketError.Code?](repeating: code, count: told))
    #expect(record[.accept4] <= times + 4)
    let isOneTurnedAway = code == .tooManyOpenFiles || code == .tooManyOpenFilesInSystem
    #expect(served.value.first == clients.addresses[isOneTurnedAway ? 1 : 0])
    await watched.group.shutdown()
  }

  @Test func `what is the listener's own fault ends the serving`() async throws {
    try await withLoops { loops in
      let listener = try TCPListener(adopting: Socket(.inet, .stream), on: loops[0])
      await expect(.invalidArgument, .accept) { try await listener.serve { _ in } }
      await listener.close()
      try await listener.serve { _ in }
    }
  }
}
