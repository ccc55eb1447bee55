import AsyncSockets
import Foundation
import Sockets
import TestSupport
import Testing

/// Many connections, for long: that nothing is confused, lost or left.
@Suite(.timeLimit(.minutes(10))) struct RobustnessTests {
  /// Whether the run may take long: a soak.
  private static let isLong = ProcessInfo.processInfo.environment["SWITCHBOARD_LONG_TESTS"] == "1"

  private static let loopback = SocketAddress.ipv4(.loopback, port: 0)

  @Test(arguments: [1, 2])
  func `connections come and go by the thousand while others transfer`(loopCount: Int) async throws
  {
    let count = Self.isLong ? 100_000 : 5000
    try await withLoops(loopCount) { loops in
      let listener = try TCPListener(at: Self.loopback, on: loops[0])
      let address = try listener.localAddress
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await listener.serve(onto: loops) { connection in
            while let received = try await connection.receive() {
              try await connection.write(received)
            }
          }
        }
        try await withThrowingTaskGroup(of: Void.self) { clients in
          for loop in loops {
            clients.addTask(executorPreference: loop) {
              try await comeAndGo(count / loopCount, address, loop)
            }
            clients.addTask(executorPreference: loop) { try await transfer(address, loop) }
          }
          try await clients.waitForAll()
        }
        await listener.close()
        try await group.waitForAll()
      }
    }
  }

  /// Connects again and again; every other connection says something, and most are reset.
  private func comeAndGo(
    _ count: Int,
    _ address: SocketAddress,
    _ loop: EventLoop
  ) async throws {
    for number in 0..<count {
      let client = try await TCPConnection.connect(to: address, on: loop)
      if number.isMultiple(of: 2) {
        let message = [UInt8].counting(1 + number % 100)
        try await client.write(message)
        var answer: [UInt8] = []
        while answer.count < message.count { answer += try await client.read(atMost: 200) }
        #expect(answer == message)
      }
      // One that is closed keeps its port for a minute (TIME_WAIT); they are not to run out.
      if number.isMultiple(of: 50) { await client.close() } else { await client.abort() }
    }
  }

  /// Sends and receives much at once.
  private func transfer(_ address: SocketAddress, _ loop: EventLoop) async throws {
    let client = try await TCPConnection.connect(to: address, on: loop)
    let bytes = [UInt8].counting(5_000_000)
    try await concurrently {
      try await client.write(bytes)
      try await client.finishWriting()
    } _: {
      var received: [UInt8] = []
      while let more = try await client.receive() { received += more.bytes.array }
      #expect(received == bytes)
    }
    await client.close()
  }

  @Test func `numbers of descriptors that are used again are never confused`() async throws {
    let count = Self.isLong ? 1_000_000 : 10_000
    try await withLoops(2) { loops in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, loop) in loops.enumerated() {
          group.addTask(executorPreference: loop) {
            try await reuseNumbers(count / 2, SeededGenerator.runSeed &+ UInt64(index), loop)
          }
        }
        try await group.waitForAll()
      }
    }
  }

  /// Opens pairs whose ends wait, exchange a number of their own, and are closed in the middle.
  private func reuseNumbers(_ count: Int, _ seed: UInt64, _ loop: EventLoop) async throws {
    var random = SeededGenerator(seed: seed)
    for number in 0..<count {
      let ends = try UnixConnection.pair(on: loop)
      let (first, second) = (ends.first, ends.second)
      let message = (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
      let isClosedEarly = Bool.random(using: &random)
      let isWrittenFirst = Bool.random(using: &random)
      if isWrittenFirst { try await first.write(message) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          do throws(SocketError) {
            let bytes = try await second.read(atMost: 9)
            #expect(bytes == message || (bytes.isEmpty && !isWrittenFirst), "seed \(seed)")
          } catch {
            #expect(error.code == .closed && isClosedEarly, "seed \(seed)")
          }
        }
        if Bool.random(using: &random) { await Task.yield() }
        if isClosedEarly { await second.close() }
        if !isWrittenFirst, !isClosedEarly { try await first.write(message) }
        try await group.waitForAll()
      }
      await first.close()
      // What is not closed is when nobody has it any more.
      if Bool.random(using: &random) { await second.close() }
    }
  }

  @Test func `a peer that is silent holds up nobody else, and ends by a deadline`() async throws {
    let clock = ManualClock()
    try await withEventLoop(clock: clock) { loop in
      let listener = try TCPListener(at: Self.loopback, on: loop)
      let address = try listener.localAddress
      let silent = Clients(of: address)
      for _ in 0..<50 { silent.connectOne() }
      let timedOut = Note(0)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await listener.serve { error in
            if (error as? SocketError)?.code == .timedOut { timedOut.change { $0 += 1 } }
          } _: { connection in
            let deadline = loop.now.advanced(by: .seconds(60))
            while let received = try await connection.receive(deadline: deadline) {
              try await connection.write(received)
            }
          }
        }
        let client = try await TCPConnection.connect(to: address, on: loop)
        try await client.write([1])
        #expect(try await client.read(atMost: 9) == [1])
        await client.close()
        await loop.rest()
        clock.advance(by: .seconds(61))
        await listener.close()
        try await group.waitForAll()
      }
      #expect(timedOut.value == 50)
    }
  }
}
