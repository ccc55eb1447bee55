import Testing

@testable import ByteStreams

@Suite struct BlockingWriterTests {
  @Test func `small writes become one`() throws {
    let stream = ScriptedStream()
    var writer = BlockingWriter(stream)
    try writer.write("a")
    try writer.write(bytes("b"))
    try writer.write("")
    try writer.write([])
    try writer.write("地瓜")
    #expect(stream.writes.isEmpty)
    #expect(writer.bufferedCount == 8)
    try writer.flush()
    #expect(stream.writes == [bytes("ab地瓜")])
    #expect(writer.bufferedCount == 0)
  }

  @Test func `nothing to flush is no write`() throws {
    let stream = ScriptedStream()
    var writer = BlockingWriter(stream)
    try writer.flush()
    try writer.write("")
    try writer.flush()
    #expect(stream.writeCount == 0)
  }

  /// For a buffer of eight bytes: sizes of the writes, and of those that reach the stream.
  static let sizes: [([Int], written: [Int])] = [
    ([7], []),
    ([8], [8]),
    ([9], [9]),
    ([1, 6], []),
    ([1, 7], []),
    ([1, 7, 1], [8]),
    ([1, 8], [1, 8]),
    ([1, 9], [1, 9]),
    ([4, 5], [4]),
    ([4, 4, 4, 4, 4], [8, 8]),
    ([100, 1, 100], [100, 1, 100]),
  ]

  @Test(arguments: sizes)
  func `what does not fit goes in order, large writes uncopied`(sizes: [Int], written: [Int]) throws
  {
    let stream = ScriptedStream()
    var writer = BlockingWriter(stream, bufferBytes: 8)
    let all = [UInt8].counting(sizes.reduce(0, +))
    var rest = all[...]
    for size in sizes {
      try writer.write(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    #expect(stream.writes.map(\.count) == written)
    #expect(writer.bufferedCount == all.count - written.reduce(0, +))
    try writer.flush()
    #expect(stream.writes.flatMap(\.self) == all)
  }

  @Test(arguments: [(Int.min, 1), (0, 1), (1, 1), (5, 5), (.max, 16 << 20)])
  func `a size that a buffer cannot have becomes the nearest`(asked: Int, used: Int) throws {
    let stream = ScriptedStream()
    var writer = BlockingWriter(stream, bufferBytes: asked)
    try writer.write([UInt8](repeating: 1, count: used - 1))
    #expect(stream.writes.isEmpty)
    try writer.write([2, 3])
    try writer.flush()
    #expect(stream.writes.map(\.count) == (used == 1 ? [2] : [used - 1, 2]))
  }

  @Test func `the default buffer has 8192 bytes`() throws {
    let stream = ScriptedStream()
    var writer = BlockingWriter(stream)
    try writer.write([UInt8](repeating: 1, count: 8191))
    try writer.write([1])
    #expect(stream.writes.isEmpty)
    try writer.write([1])
    #expect(stream.writes.map(\.count) == [8192])
  }

  @Test func `finishing flushes and then ends the writing half`() throws {
    let stream = ScriptedStream()
    var writer = BlockingWriter(stream)
    try writer.write("bye")
    try writer.finish()
    #expect(stream.writes == [bytes("bye")])
    #expect(stream.finishCount == 1)
  }

  @Test func `after a failed flush everything throws its error, and nothing is written`() throws {
    let stream = ScriptedStream()
    stream.writeFailures = [0: .timedOut]
    var writer = BlockingWriter(stream, bufferBytes: 8)
    try writer.write("abc")
    #expect(writer.failure == nil)
    #expect(throws: ScriptedFailure.timedOut) { try writer.flush() }
    #expect(writer.failure == .timedOut)
    #expect(throws: ScriptedFailure.timedOut) { try writer.flush() }
    #expect(throws: ScriptedFailure.timedOut) { try writer.write("d") }
    #expect(throws: ScriptedFailure.timedOut) { try writer.write("") }
    #expect(throws: ScriptedFailure.timedOut) { try writer.write("longer than the buffer") }
    #expect(throws: ScriptedFailure.timedOut) { try writer.finish() }
    #expect(stream.writeCount == 1)
    #expect(stream.finishCount == 0)
    #expect(writer.intoBase().unwrittenBytes == bytes("abc"))
  }

  @Test func `a failed large write is remembered too, and the one before it is not repeated`()
    throws
  {
    let stream = ScriptedStream()
    stream.writeFailures = [1: .reset]
    var writer = BlockingWriter(stream, bufferBytes: 4)
    try writer.write("ab")
    #expect(throws: ScriptedFailure.reset) { try writer.write("longer") }
    #expect(throws: ScriptedFailure.reset) { try writer.flush() }
    #expect(stream.writes == [bytes("ab")])
    #expect(writer.intoBase().unwrittenBytes == [])
  }

  @Test func `an ending that failed may be tried again`() throws {
    let stream = ScriptedStream()
    stream.finishFailure = .timedOut
    var writer = BlockingWriter(stream)
    try writer.write("bye")
    #expect(throws: ScriptedFailure.timedOut) { try writer.finish() }
    #expect(writer.failure == nil)
    try writer.finish()
    #expect(stream.writes == [bytes("bye")])
    #expect(stream.finishCount == 1)
  }

  @Test func `a writer that goes away writes nothing`() throws {
    let stream = ScriptedStream()
    do {
      var writer = BlockingWriter(stream)
      try writer.write("lost")
    }
    #expect(stream.writeCount == 0)
    #expect(stream.finishCount == 0)
  }

  @Test func `the stream comes back with what was not written`() throws {
    let stream = ScriptedStream()
    var writer = BlockingWriter(stream)
    try writer.write("unwritten")
    let parts = writer.intoBase()
    #expect(parts.base === stream)
    #expect(parts.unwrittenBytes == bytes("unwritten"))
    #expect(stream.writeCount == 0)
  }

  @Test func `the stream can be read while it is written to`() throws {
    let stream = ScriptedStream(chunks: [[1, 2]])
    var writer = BlockingWriter(stream)
    try writer.write("a")
    #expect(try writer.base.readOnce(atMost: 4) == [1, 2])
  }

  @Test(arguments: 0..<20)
  func `any writes and flushes give the same bytes in order`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let stream = ScriptedStream()
    let buffer = Int.random(in: 1...40, using: &random)
    var writer = BlockingWriter(stream, bufferBytes: buffer)
    var expected: [UInt8] = []
    for _ in 0..<200 {
      let piece = [UInt8].counting(Int.random(in: 0...60, using: &random))
      try writer.write(piece)
      expected += piece
      if Int.random(in: 0..<8, using: &random) == 0 { try writer.flush() }
      #expect(writer.bufferedCount <= buffer, "seed \(seed)")
    }
    try writer.finish()
    #expect(stream.writes.flatMap(\.self) == expected, "seed \(seed)")
    #expect(stream.writes.allSatisfy { !$0.isEmpty }, "seed \(seed)")
  }
}
