import AsyncSockets
import Sockets
import Synchronization
import TestSupport
import Testing

/// That a read which ends before its time has taken nothing, at whatever moment.
@Suite(.timeLimit(.minutes(10))) struct ReadingInterruptedTests {
  /// How many reads are made in a row: as many suspensions there are.
  private static let readCount = 3

  @Test(arguments: ReadingCall.allCases, Interruption.allCases)
  func `a read that is interrupted has taken nothing`(
    call: ReadingCall,
    interruption: Interruption
  ) async throws {
    for caller in WatchedLoop.Caller.allCases {
      for comesAlong in interruption.leavesOpen ? [false, true] : [false] {
        try await WatchedLoop.atEverySuspension(endingWith: interruption) { watched, turn in
          let kind: StreamKind = turn.isMultiple(of: 2) ? .tcp : .unixPair
          let bench = try await StreamBench(kind, on: watched)
          return try await interrupt(turn, bench, caller, comesAlong, call, interruption)
        }
      }
    }
  }

  /// One run, with the interruption at the suspension `turn`; whether there was such a one.
  ///
  /// `comesAlong` says whether a byte comes at the same moment.
  private func interrupt(
    _ turn: Int,
    _ bench: StreamBench,
    _ caller: WatchedLoop.Caller,
    _ comesAlong: Bool,
    _ call: ReadingCall,
    _ interruption: Interruption
  ) async throws -> Bool {
    let watched = bench.watched
    let connection = bench.connection
    let sent = Atomic<UInt8>(0)
    let received = Mutex<[UInt8]>([])
    let detached = DetachedSocket()
    let step: @Sendable () -> Void = {
      bench.send([sent.wrappingAdd(1, ordering: .relaxed).newValue])
    }
    let ending = try await watched.run(
      interruptingAt: turn,
      of: connection,
      from: caller,
      by: { task in
        if comesAlong { step() }
        interruption.begin(task, connection, watched, detached)
      },
      step: step,
      call: {
        try await interruption.withTaskDeadline(on: watched.loop) {
          for _ in 0..<Self.readCount {
            let deadline = interruption.deadline(on: watched.loop)
            let bytes = try await call.read(connection, until: deadline)
            received.withLock { $0 += bytes }
          }
        }
      }
    )
    if comesAlong {
      #expect(ending.error == nil || ending.error?.code == interruption.code)
    } else {
      #expect(ending.error?.code == (ending.wasInterrupted ? interruption.code : nil))
    }
    var bytes = received.withLock(\.self)
    if interruption.leavesOpen {
      step()
      while bytes.count < sent.load(ordering: .relaxed) {
        bytes += try await connection.read(atMost: 8)
      }
    } else if let socket = await detached.taken() {
      step()
      let left = try socket.receiveNow(atMost: 8)
      bytes += left
    }
    if interruption.leavesOpen || interruption == .detach, ending.wasInterrupted {
      #expect(bytes == Array(1...sent.load(ordering: .relaxed)))
    }
    await connection.close()
    await #expect(throws: SocketError(.closed, operation: .receive)) {
      _ = try await connection.read(atMost: 1)
    }
    return ending.wasInterrupted
  }
}

extension Socket {
  /// As `receive`, which does not block here.
  borrowing func receiveNow(atMost count: Int) throws -> [UInt8] {
    try receive(atMost: count)
  }
}
