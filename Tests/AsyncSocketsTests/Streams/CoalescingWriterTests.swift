import EventLoops
import Sockets
import SystemCalls
import TestSupport
import Testing

@testable import AsyncSockets

@Suite(.timeLimit(.minutes(10))) struct CoalescingWriterTests {
  @Test func `what is written in one turn is one call at its end`() async throws {
    try await withLoops(2) { loops in
      let (first, second) = try await StreamKind.tcp.connect(on: loops[0], loops[1])
      let writer = CoalescingWriter(first)
      let record = try await FakeKernel.run([], on: loops[0].thread) { () async throws in
        try await loops[0].run {
          for number in UInt8(0)..<50 { try await writer.write([number]) }
          try await writer.write("end")
        }
        await loops[0].rest()
      }
      #expect(record[.send] == 1)
      #expect(try await second.read(atMost: 100) == Array(0..<50) + Array("end".utf8))
      await first.close()
      await second.close()
    }
  }

  @Test(arguments: [0, 1, 10, 1000])
  func `nothing is lost or out of order before a peer that reads slowly`(
    bufferBytes: Int
  ) async throws {
    try await withLoops(2) { loops in
      let (first, second) = try await StreamKind.tcp.connect(on: loops[0], loops[1])
      try first.set(.sendBufferBytes, to: 4096)
      let bytes = [UInt8].counting(200_000)
      try await concurrently {
        let writer = CoalescingWriter(first, bufferBytes: bufferBytes)
        var random = SeededGenerator()
        var rest = bytes[...]
        while !rest.isEmpty {
          let piece = rest.prefix(Int.random(in: 0...1500, using: &random))
          rest = rest.dropFirst(piece.count)
          try await writer.write(Array(piece))
        }
        try await writer.finish()
      } _: {
        var received: [UInt8] = []
        while case let more = try await second.read(atMost: 3000), !more.isEmpty {
          received += more
        }
        #expect(received == bytes)
      }
      await first.close()
      await second.close()
    }
  }

  @Test(arguments: [Interruption.cancel, .deadline, .taskDeadline])
  func `what a flush that is interrupted leaves goes out when the peer reads`(
    interruption: Interruption
  ) async throws {
    let watched = try WatchedLoop()
    let bench = try await StreamBench(.tcp, on: watched, bufferBytes: 4096)
    let writer = CoalescingWriter(bench.connection, bufferBytes: 1 << 20)
    let bytes = [UInt8].counting(500_000)
    let ending = try await watched.run(
      interruptingAt: 2,
      of: bench.connection,
      from: .loop,
      by: { interruption.begin($0, bench.connection, watched, DetachedSocket()) },
      step: {},
      call: {
        try await writer.write(bytes)
        try await interruption.withTaskDeadline(on: watched.loop) {
          try await writer.flush(deadline: interruption.deadline(on: watched.loop))
        }
      }
    )
    #expect(ending.error?.code == interruption.code)
    async let received = bench.drainToEnd()
    try await writer.finish()
    #expect(try await received == bytes)
    await bench.connection.close()
    await watched.group.shutdown()
  }

  @Test func `an error of what was left behind is told by the next call`() async throws {
    try await withLoops { loops in
      let (first, second) = try await StreamKind.tcp.connect(on: loops[0])
      let writer = CoalescingWriter(first)
      await second.abort()
      try await loops[0].run { try await writer.write([1]) }
      await loops[0].rest()
      await expect(.connectionReset, .send) { try await writer.write([2]) }
      await expect(.connectionReset, .send) { try await writer.flush() }
      await first.close()
    }
  }

  @Test func `a writer does not outlive its connection`() async throws {
    try await withLoops { loops in
      let (first, second) = try await StreamKind.tcp.connect(on: loops[0])
      let writer = CoalescingWriter(first)
      try await loops[0].run {
        try await writer.write([1])
        await first.close()
      }
      await loops[0].rest()
      await expect(.closed, .send) { try await writer.write([2]) }
      #expect(try await second.read(atMost: 9) == [])
      await second.close()
    }
  }
}
