import AsyncSockets
import Sockets
import Synchronization
import TestSupport
import Testing

/// That a write which ends before its time tells exactly how far it came, at whatever moment.
@Suite(.timeLimit(.minutes(10))) struct WritingInterruptedTests {
  /// Enough for some ten suspensions with the smallest buffers.
  private static let bytes = [UInt8].counting(100_000)

  @Test(arguments: WritingCall.allCases, Interruption.allCases)
  func `a write that is interrupted tells how much the peer gets`(
    call: WritingCall,
    interruption: Interruption
  ) async throws {
    for caller in WatchedLoop.Caller.allCases {
      for comesAlong in interruption.leavesOpen ? [false, true] : [false] {
        try await WatchedLoop.atEverySuspension(endingWith: interruption) { watched, turn in
          let kind: StreamKind = turn.isMultiple(of: 2) ? .tcp : .unixPair
          let bench = try await StreamBench(kind, on: watched, bufferBytes: 4096)
          return try await interrupt(turn, bench, caller, comesAlong, call, interruption)
        }
      }
    }
  }

  /// One run, with the interruption at the suspension `turn`; whether there was such a one.
  ///
  /// `comesAlong` says whether the peer reads at the same moment.
  private func interrupt(
    _ turn: Int,
    _ bench: StreamBench,
    _ caller: WatchedLoop.Caller,
    _ comesAlong: Bool,
    _ call: WritingCall,
    _ interruption: Interruption
  ) async throws -> Bool {
    let (watched, connection) = (bench.watched, bench.connection)
    let received = Mutex<[UInt8]>([])
    let sent = SentBytes()
    let detached = DetachedSocket()
    let step: @Sendable () -> Void = {
      let more = bench.drain()
      received.withLock { $0 += more }
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
          let deadline = interruption.deadline(on: watched.loop)
          try await call.write(Self.bytes, to: connection, until: deadline, sent)
        }
      }
    )
    if comesAlong {
      #expect(ending.error == nil || ending.error?.code == interruption.code)
    } else {
      #expect(ending.error?.code == (ending.wasInterrupted ? interruption.code : nil))
    }
    await (detached.taken() as Socket?)?.end()
    await connection.close()
    guard interruption != .abort, call != .coalesced else { return ending.wasInterrupted }
    let rest = try await bench.drainToEnd()
    let all = received.withLock(\.self) + rest
    #expect(all.count == sent.count + (ending.error?.transferred ?? 0))
    #expect(all == Array(Self.bytes.prefix(all.count)))
    return ending.wasInterrupted
  }

  @Test(arguments: WritingCall.allCases, [Interruption.cancel, .deadline])
  func `a connection goes on after a write that was interrupted`(
    call: WritingCall,
    interruption: Interruption
  ) async throws {
    try await WatchedLoop.atEverySuspension(endingWith: interruption) { watched, turn in
      let bench = try await StreamBench(.tcp, on: watched, bufferBytes: 4096)
      let (connection, detached) = (bench.connection, DetachedSocket())
      let ending = try await watched.run(
        interruptingAt: turn,
        of: connection,
        from: .scope,
        by: { interruption.begin($0, connection, watched, detached) },
        step: { _ = bench.drain() },
        call: {
          let deadline = interruption.deadline(on: watched.loop)
          try await call.write(Self.bytes, to: connection, until: deadline, SentBytes())
        }
      )
      async let rest = bench.drainToEnd()
      try await connection.write([7, 8, 9])
      try await connection.finishWriting()
      #expect(try await rest.suffix(3) == [7, 8, 9])
      bench.send([1])
      #expect(try await connection.read(atMost: 9) == [1])
      await connection.close()
      return ending.wasInterrupted
    }
  }
}
