import Sockets
import Synchronization
import SystemCalls
import TestSupport
import Testing

@testable import AsyncSockets

/// Connections in the hands of actors, which bring their callers to threads of their own.
@Suite(.timeLimit(.minutes(10))) struct ActorsTests {
  private actor Reader {
    private(set) var loops: [Bool] = []

    /// Receives from here, and notes whether the calls are made on the loop's thread.
    func receive(_ connection: StreamConnection) async throws -> [UInt8] {
      try await connection.core.perform(.receive, .reading, until: .never) { socket throws(Errno) in
        let isCurrent = connection.eventLoop.isCurrent
        loops.append(isCurrent)
        return try withNewArray(capacity: 8) { output throws(Errno) in
          _ = try System.recv(socket.descriptor, into: &output, flags: 0)
        }
      }
    }

    /// Has the actor for itself while `body` runs.
    func hold(_ body: @Sendable () -> Void) {
      body()
    }
  }

  @Test(arguments: WatchedLoop.Caller.allCases)
  func `an operation stays on its loop while others have the actor that waits for it`(
    caller: WatchedLoop.Caller
  ) async throws {
    try await withLoops { loops in
      let (connection, peer) = try await StreamKind.unixPair.connect(on: loops[0])
      let reader = Reader()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: caller == .elsewhere ? nil : loops[0]) {
          let bytes = try await reader.receive(connection)
          #expect(bytes == [1])
        }
        while await !connection.isWaitingToRead { await Task.yield() }
        await reader.hold {
          #expect(throws: Never.self) {
            _ = try peer.withSocket { socket throws(SocketError) in try socket.sendNow([1]) }
          }
          // The loop has seen the byte when it has run what was posted after: twice, to be sure
          // that the poller was asked in between.
          for _ in 0..<2 { loops[0].runAndWait() }
        }
        try await group.waitForAll()
      }
      #expect(await reader.loops == [true, true])
      await connection.close()
      await peer.close()
    }
  }
}

extension EventLoop {
  /// Waits, blocking, until the loop has run what is posted now.
  fileprivate func runAndWait() {
    let isDone = Monitor(false)
    execute {
      isDone.withLock { $0 = true }
      isDone.notifyAll()
    }
    _ = isDone.wait { isDone, _ in isDone ? true : nil }
  }
}

extension Socket {
  /// As `send`, which does not block here.
  fileprivate borrowing func sendNow(_ bytes: [UInt8]) throws(SocketError) -> Int {
    try send(bytes)
  }
}
