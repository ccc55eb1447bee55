import AsyncSockets
import Sockets
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct TCPConnectionTests {
  @Test func `options are those of the socket, and Nagle's delay is off at both ends`() async throws
  {
    try await withLoops { loops in
      let (first, second) = try await StreamKind.tcp.connect(on: loops[0])
      for connection in [first, second] {
        #expect(try connection[.noDelay])
        #expect(try !connection[.keepAlive])
        try connection.set(.keepAlive, to: true)
        #expect(try connection[.keepAlive])
      }
      await first.close()
      await second.close()
      await expect(.closed, .getOption) { _ = try first[.noDelay] }
      await expect(.closed, .setOption) { try first.set(.noDelay, to: true) }
      await expect(.closed, .localAddress) { _ = try first.localAddress }
      #expect(first.isClosed)
    }
  }

  @Test func `a socket that is adopted stays as it is, and comes back as it was`() async throws {
    try await withLoops { loops in
      let ends = try Socket.pair()
      let connection = try UnixConnection(adopting: ends.first, on: loops[0])
      let other = try UnixConnection(adopting: ends.second, on: loops[0])
      try await connection.write([1, 2])
      #expect(try await other.read(atMost: 1) == [1])
      let socket = try await other.detach()
      #expect(try socket.receiveNow(atMost: 9) == [2])
      await expect(.closed, .receive) { _ = try await other.read(atMost: 1) }
      await expect(.closed, .adopt) { _ = try await other.detach() }
      let again = try UnixConnection(adopting: socket, on: loops[0])
      try await connection.write([3])
      #expect(try await again.read(atMost: 9) == [3])
      await again.close()
      await connection.close()
      await expect(.unusableArgument, .adopt) {
        _ = try TCPConnection(adopting: Socket(.inet, .datagram), on: loops[0])
      }
    }
  }

  @Test(arguments: StreamKind.available)
  func `each half ends by itself, whichever ends first`(kind: StreamKind) async throws {
    try await withLoops { loops in
      let (first, second) = try await kind.connect(on: loops[0])
      try await first.write([1])
      try await first.finishWriting()
      try await first.finishWriting()
      #expect(try await second.read(atMost: 9) == [1])
      #expect(try await second.receive() == nil)
      #expect(try await second.read(atMost: 9) == [])
      try await second.write([2])
      #expect(try await first.read(atMost: 9) == [2])
      await expect(.brokenPipe, .send) { try await first.write([3]) }
      await second.close()
      #expect(try await first.read(atMost: 9) == [])
      await first.close()
      await expect(.closed, .shutdown) { try await first.finishWriting() }
    }
  }

  /// When the peer resets the connection.
  enum Reset: CaseIterable, Sendable {
    case beforeReading, whileReading, afterReading, beforeWriting, whileWriting
  }

  @Test(arguments: Reset.allCases, WatchedLoop.Caller.allCases)
  func `a reset is told by what meets with it, and by later calls too`(
    reset: Reset,
    caller: WatchedLoop.Caller
  ) async throws {
    let watched = try WatchedLoop()
    let bench = try await StreamBench(.tcp, on: watched, bufferBytes: 4096)
    let connection = bench.connection
    if reset == .afterReading {
      bench.send([1])
      #expect(try await connection.read(atMost: 9) == [1])
    }
    let waits = reset == .whileReading || reset == .whileWriting
    if !waits { bench.resetByPeer() }
    let isWriting = reset == .beforeWriting || reset == .whileWriting
    let ending = try await watched.run(
      interruptingAt: 1,
      of: connection,
      from: caller,
      by: { _ in bench.resetByPeer() },
      step: {},
      call: {
        guard isWriting else {
          _ = try await connection.read(atMost: 9)
          return
        }
        try await connection.write([UInt8].counting(1_000_000))
      }
    )
    #expect(ending.wasInterrupted == waits)
    #expect(ending.error?.code == .connectionReset)
    #expect(ending.error?.operation == (isWriting ? .send : .receive))
    await expect(.brokenPipe, .send) { try await connection.write([1]) }
    #expect(try await connection.read(atMost: 9) == [])
    await connection.close()
    await watched.group.shutdown()
  }

  @Test(arguments: StreamKind.available)
  func `large transfers go both ways at once, from loop to loop`(kind: StreamKind) async throws {
    try await withLoops(2) { loops in
      let (first, second) = try await kind.connect(on: loops[0], loops[1])
      let bytes = [UInt8].counting(3_000_001)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (from, to) in [(first, second), (second, first)] {
          group.addTask {
            try await from.write(bytes)
            try await from.finishWriting()
          }
          group.addTask(executorPreference: to.eventLoop) {
            var received: [UInt8] = []
            while let more = try await to.receive() { received += more.bytes.array }
            #expect(received == bytes)
          }
        }
        try await group.waitForAll()
      }
      await first.close()
      await second.close()
    }
  }

  // What a coalescing writer has in its buffer goes out later.
  @Test(arguments: WritingCall.allCases.filter { $0 != .coalesced })
  func `a second writer is refused while one waits, and harms nothing`(
    call: WritingCall
  ) async throws {
    let watched = try WatchedLoop()
    let bench = try await StreamBench(.tcp, on: watched, bufferBytes: 4096)
    let connection = bench.connection
    let bytes = [UInt8].counting(2_000_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await connection.write(bytes)
        await connection.close()
      }
      while await !connection.isWaitingToWrite { await Task.yield() }
      await expect(.busy, call == .sendFile ? .sendFile : .send) {
        try await call.write([1, 2, 3], to: connection, SentBytes())
      }
      let received = try await bench.drainToEnd()
      #expect(received == bytes)
      try await group.waitForAll()
    }
    await watched.group.shutdown()
  }

  @Test func `bytes that are kept stay as they are while others are read`() async throws {
    try await withLoops { loops in
      let (first, second) = try await StreamKind.tcp.connect(on: loops[0])
      let bytes = try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for number in UInt8(0)..<40 {
          try await first.write([number])
          guard let received = try await second.receive() else { break }
          let kept = Kept(received)
          // Each is given back on a thread of the pool, after later ones were read.
          group.addTask { kept.take() }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(bytes.sorted() == Array(0..<40))
      await first.close()
      await second.close()
    }
  }

  @Test(arguments: [1, 2, 1000, 1024, 1025, 5000])
  func `buffers of odd sizes arrive as one, however few the kernel takes at once`(
    count: Int
  ) async throws {
    try await withLoops { loops in
      let (first, second) = try await StreamKind.tcp.connect(on: loops[0])
      var random = SeededGenerator()
      let buffers = (0..<count).map { _ in
        [UInt8].counting(Int.random(in: 0...300, using: &random))
      }
      let bytes = Array(buffers.joined())
      try await concurrently {
        try await first.write(gathering: buffers)
        try await first.finishWriting()
      } _: {
        var received: [UInt8] = []
        while let more = try await second.receive() { received += more.bytes.array }
        #expect(received == bytes)
      }
      await first.close()
      await second.close()
    }
  }

  @Test func `a file goes to the peer, whole or in part, and its position stays`() async throws {
    try await withLoops { loops in
      let (first, second) = try await StreamKind.tcp.connect(on: loops[0])
      let bytes = [UInt8].counting(3_000_000)
      let parts: [(Int64, Int?, Range<Int>)] = [
        (0, nil, 0..<3_000_000), (5, 10, 5..<15), (2_999_990, 100, 2_999_990..<3_000_000),
        (4_000_000, nil, 0..<0),
      ]
      for (offset, count, expected) in parts {
        try await concurrently {
          let file = try temporaryFile(bytes)
          let sent = try await first.sendFile(file, offset: offset, count: count)
          #expect(sent == expected.count)
          try await first.write([0xff])
        } _: {
          var received: [UInt8] = []
          while received.count <= expected.count {
            received += try await second.read(atMost: 64 << 10)
          }
          #expect(received == bytes[expected] + [0xff])
        }
      }
      let file = try temporaryFile([1])
      await expect(.unusableArgument, .sendFile) { try await first.sendFile(file, offset: -1) }
      await expect(.unusableArgument, .sendFile) { try await first.sendFile(file, count: 0) }
      await first.close()
      await second.close()
    }
  }
}

/// Received bytes that change hands.
private final class Kept: Sendable {
  private let received: ReceivedBytes

  init(_ received: consuming ReceivedBytes) {
    self.received = received
  }

  func take() -> [UInt8] { copy(of: received) }

  private func copy(of received: borrowing ReceivedBytes) -> [UInt8] { received.bytes.array }
}
