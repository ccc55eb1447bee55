import Sockets
import Synchronization
import SystemCalls
import TestSupport
import Testing

@testable import AsyncSockets

@Suite(.timeLimit(.minutes(10))) struct HeldSocketTests {
  @Test func `a socket that is closed is lent no more`() throws {
    let held = HeldSocket(try Socket(.inet, .stream))
    let isKeptAlive = try held.withSocket(.wait) { socket throws(SocketError) in
      try socket[.keepAlive]
    }
    #expect(!isKeptAlive)
    let before = held.isClosed
    held.close()
    let after = held.isClosed
    #expect([before, after] == [false, true])
    let error = #expect(throws: SocketError.self) {
      try held.withSocket(.getOption) { socket throws(SocketError) in _ = try socket[.keepAlive] }
    }
    #expect(error == SocketError(.closed, operation: .getOption))
  }

  @Test func `the last who has it closes it`() throws {
    let held = HeldSocket(try Socket(.inet, .stream))
    try held.withSocket(.wait) { socket throws(SocketError) in
      held.close()
      #expect(try !socket[.keepAlive])
    }
    let isClosed = held.isClosed
    #expect(isClosed)
  }

  @Test func `a socket that is taken while it is lent is a duplicate`() throws {
    let held = HeldSocket(try Socket(.inet, .stream))
    try held.withSocket(.wait) { socket throws(SocketError) in
      let taken = try held.take()
      #expect(taken.descriptor.number != socket.descriptor.number)
      try taken.set(.keepAlive, to: true)
      #expect(try socket[.keepAlive])
    }
    let second = HeldSocket(try Socket(.inet, .stream))
    let number = try second.withSocket(.wait) { socket throws(SocketError) in
      socket.descriptor.number
    }
    let taken = try second.take()
    #expect(taken.descriptor.number == number)
  }

  @Test func `closing and taking race with who sets options, and nothing is used after its end`()
    async throws
  {
    try await withLoops { loops in
      for turn in 0..<100 {
        let ends = try UnixConnection.pair(on: loops[0])
        try await raceToEnd(ends.first, isDetached: turn.isMultiple(of: 2))
        #expect(try await ends.second.read(atMost: 1) == [])
        await ends.second.close()
      }
    }
  }

  /// Closes or detaches a connection while another thread sets options.
  private func raceToEnd(_ connection: UnixConnection, isDetached: Bool) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await onThread {
          do throws(SocketError) {
            while true { try connection.set(.receiveBufferBytes, to: 4096) }
          } catch {
            #expect(error.code == .closed)
          }
        }
      }
      group.addTask {
        guard isDetached else { return await connection.close() }
        let socket = try await connection.detach()
        #expect(try socket.localAddress == SocketAddress(.unnamed))
      }
      try await group.waitForAll()
    }
  }
}
