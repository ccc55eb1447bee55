import Testing

@testable import ByteStreams

@Suite struct BufferedWriterTests {
  @Test func `small writes become one`() async throws {
    let stream = ScriptedStream()
    var writer = BufferedWriter(stream)
    try await writer.write("a")
    try await writer.write(bytes("b"))
    try await writer.write("")
    try await writer.write([])
    try await writer.write("地瓜")
    #expect(stream.writes.isEmpty)
    #expect(writer.bufferedCount == 8)
    try await writer.flush()
    #expect(stream.writes == [bytes("ab地瓜")])
    #expect(writer.bufferedCount == 0)
    try await writer.flush()
    #expect(stream.writeCount == 1)
  }

  @Test(arguments: BlockingWriterTests.sizes)
  func `what does not fit goes in order, large writes uncopied`(
    sizes: [Int],
    written: [Int]
  ) async throws {
    let stream = ScriptedStream()
    var writer = BufferedWriter(stream, bufferBytes: 8)
    let all = [UInt8].counting(sizes.reduce(0, +))
    var rest = all[...]
    for size in sizes {
      try await writer.write(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    #expect(stream.writes.map(\.count) == written)
    #expect(writer.bufferedCount == all.count - written.reduce(0, +))
    try await writer.flush()
    #expect(stream.writes.flatMap(\.self) == all)
  }

  @Test func `finishing flushes and then ends the writing half`() async throws {
    let stream = ScriptedStream()
    var writer = BufferedWriter(stream)
    try await writer.write("bye")
    try await writer.finish()
    #expect(stream.writes == [bytes("bye")])
    #expect(stream.finishCount == 1)
  }

  @Test func `after a failed flush everything throws its error, and nothing is written`()
    async throws
  {
    let stream = ScriptedStream()
    stream.writeFailures = [0: .timedOut]
    var writer = BufferedWriter(stream, bufferBytes: 8)
    try await writer.write("abc")
    #expect(writer.failure == nil)
    await #expect(throws: ScriptedFailure.timedOut) { try await writer.flush() }
    #expect(writer.failure == .timedOut)
    await #expect(throws: ScriptedFailure.timedOut) { try await writer.flush() }
    await #expect(throws: ScriptedFailure.timedOut) { try await writer.write("d") }
    await #expect(throws: ScriptedFailure.timedOut) { try await writer.write("") }
    await #expect(throws: ScriptedFailure.timedOut) { try await writer.write("longer than it") }
    await #expect(throws: ScriptedFailure.timedOut) { try await writer.finish() }
    #expect(stream.writeCount == 1)
    #expect(stream.finishCount == 0)
    #expect(writer.intoBase().unwrittenBytes == bytes("abc"))
  }

  @Test func `a failed large write is remembered too, and the one before it is not repeated`()
    async throws
  {
    let stream = ScriptedStream()
    stream.writeFailures = [1: .reset]
    var writer = BufferedWriter(stream, bufferBytes: 4)
    try await writer.write("ab")
    await #expect(throws: ScriptedFailure.reset) { try await writer.write("longer") }
    await #expect(throws: ScriptedFailure.reset) { try await writer.flush() }
    #expect(stream.writes == [bytes("ab")])
    #expect(writer.intoBase().unwrittenBytes == [])
  }

  @Test func `an ending that failed may be tried again`() async throws {
    let stream = ScriptedStream()
    stream.finishFailure = .timedOut
    var writer = BufferedWriter(stream)
    try await writer.write("bye")
    await #expect(throws: ScriptedFailure.timedOut) { try await writer.finish() }
    #expect(writer.failure == nil)
    try await writer.finish()
    #expect(stream.writes == [bytes("bye")])
    #expect(stream.finishCount == 1)
  }

  @Test func `a flush that is cancelled is remembered as failed`() async throws {
    let (first, second) = MemoryStream.pair(capacityBytes: 2)
    let result = await withTaskGroup(of: MemoryStreamError?.self) { group in
      group.addImmediateTask {
        var writer = BufferedWriter(first)
        try? await writer.write("more than fits")
        try? await writer.flush()
        return writer.failure
      }
      group.cancelAll()
      return await group.next()
    }
    #expect(result == MemoryStreamError(.cancelled, transferredBytes: 2))
    #expect(try await second.read(atMost: 9) == bytes("mo"))
  }

  @Test func `a writer that goes away writes nothing`() async throws {
    let stream = ScriptedStream()
    do {
      var writer = BufferedWriter(stream)
      try await writer.write("lost")
    }
    #expect(stream.writeCount == 0)
    #expect(stream.finishCount == 0)
  }

  @Test func `the stream comes back with what was not written`() async throws {
    let stream = ScriptedStream()
    var writer = BufferedWriter(stream)
    try await writer.write("unwritten")
    let parts = writer.intoBase()
    #expect(parts.base === stream)
    #expect(parts.unwrittenBytes == bytes("unwritten"))
  }

  @Test(arguments: 0..<20)
  func `any writes and flushes give the same bytes in order`(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let stream = ScriptedStream()
    let buffer = Int.random(in: 1...40, using: &random)
    var writer = BufferedWriter(stream, bufferBytes: buffer)
    var expected: [UInt8] = []
    for _ in 0..<200 {
      let piece = [UInt8].counting(Int.random(in: 0...60, using: &random))
      try await writer.write(piece)
      expected += piece
      if Int.random(in: 0..<8, using: &random) == 0 { try await writer.flush() }
      #expect(writer.bufferedCount <= buffer, "seed \(seed)")
    }
    try await writer.finish()
    #expect(stream.writes.flatMap(\.self) == expected, "seed \(seed)")
    #expect(stream.writes.allSatisfy { !$0.isEmpty }, "seed \(seed)")
  }
}
