import AsyncSockets
import EventLoops
import Sockets
import SystemCalls
import TestSupport
import Testing

/// Writes of which the kernel takes part, or nothing, at a time.
@Suite(.timeLimit(.minutes(10))) struct PartialWritesTests {
  /// The calls of the kernel by which something is written whole, and the most bytes of each.
  private static let cases: [(WritingCall, SystemCall)] = [
    (.write, .send), (.writeGathering, .sendmsg), (.sendFile, .sendfile), (.send, .send),
    (.sendMessage, .sendmsg), (.sendMessageGathering, .sendmsg), (.coalesced, .send),
  ]

  private static let bytes = [UInt8].counting(30_000)

  @Test(arguments: cases, [1, 7, 999, 1000, 1001])
  func `what is written arrives whole, however little the kernel takes`(
    call: (WritingCall, SystemCall),
    limit: Int
  ) async throws {
    try await check(call.0, [FakeKernel.Fault(call.1, turns: 1...40, .short(limit))])
  }

  @Test(arguments: cases)
  func `a kernel that is full without reason is asked again`(
    call: (WritingCall, SystemCall)
  ) async throws {
    try await withLoops { loops in
      // The poller does not know the accepted end yet, and tells of the room that there is all
      // along.
      let (second, first) = try await StreamKind.tcp.connect(on: loops[0])
      let fault = FakeKernel.Fault(call.1, turns: 1...1, .failure(.wouldBlock))
      try await FakeKernel.run([fault], on: loops[0].thread) { () async throws in
        try await call.0.write([1, 2, 3], to: first, SentBytes())
      }
      #expect(try await second.read(atMost: 9) == [1, 2, 3])
      await first.close()
      await second.close()
    }
  }

  private func check(_ call: WritingCall, _ faults: [FakeKernel.Fault]) async throws {
    try await withLoops(2) { loops in
      let (first, second) = try await StreamKind.tcp.connect(on: loops[0], loops[1])
      try await FakeKernel.run(faults, on: loops[0].thread) { () async throws in
        try await concurrently {
          try await call.write(Self.bytes, to: first, SentBytes())
          try await first.finishWriting()
        } _: {
          var received: [UInt8] = []
          while let more = try await second.receive() { received += more.bytes.array }
          #expect(received == Self.bytes)
        }
      }
      await first.close()
      await second.close()
    }
  }
}
