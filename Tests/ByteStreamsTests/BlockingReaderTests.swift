import Testing

@testable import ByteStreams

@Suite struct BlockingReaderTests {
  private let all = [UInt8].counting(100)

  @Test(arguments: [1, 2, 7, 99, 100, 101], [1, 2, 13, 99, 100, 101])
  func `pieces read in rooms of any size give the whole`(size: Int, room: Int) throws {
    var reader = BlockingReader(ScriptedStream(all, by: size), bufferBytes: 10)
    var whole: [UInt8] = []
    while true {
      let (count, piece) = try reader.readOnce(room: room)
      #expect(count == piece.count)
      guard count > 0 else { break }
      whole += piece
    }
    #expect(whole == all)
  }

  @Test(arguments: [1, 2, 7, 99, 100, 101], [1, 2, 13, 99, 100, 101])
  func `pieces read into new arrays give the whole`(size: Int, count: Int) throws {
    var reader = BlockingReader(ScriptedStream(all, by: size), bufferBytes: 10)
    var whole: [UInt8] = []
    while true {
      let piece = try reader.read(atMost: count)
      guard !piece.isEmpty else { break }
      #expect(piece.count <= count)
      whole += piece
    }
    #expect(whole == all)
  }

  @Test func `what lies in the output before a read stays`() throws {
    var reader = BlockingReader(ScriptedStream(all, by: 5), bufferBytes: 4)
    for room in [2, 8] {
      let (_, piece) = try reader.readOnce(room: room, prefix: 3)
      #expect(piece.prefix(4) == [0xEE, 0xEE, 0xEE] + [all[room == 2 ? 0 : 2]])
    }
  }

  @Test func `a room as large as the buffer is read into directly, a smaller one through it`()
    throws
  {
    let stream = ScriptedStream(all, by: 100)
    var reader = BlockingReader(stream, bufferBytes: 10)
    for (room, count) in [(9, 9), (9, 1), (10, 10), (50, 50)] {
      let piece = try reader.readOnce(room: room)
      #expect(piece.bytes.count == count)
    }
    #expect(try reader.read(atMost: 10).count == 10)
    #expect(try reader.read(atMost: 9).count == 9)
    #expect(try reader.read(atMost: 100).count == 1)
    #expect(stream.readRooms == [10, 10, 50, 10, 10])
  }

  @Test func `a call reads the stream once at most`() throws {
    let stream = ScriptedStream(all, by: 1)
    var reader = BlockingReader(stream, bufferBytes: 10)
    #expect(try reader.read(atMost: 5) == [all[0]])
    #expect(try reader.read(atMost: 50) == [all[1]])
    #expect(try reader.skip(atMost: 5) == 1)
    #expect(stream.readRooms.count == 3)
  }

  @Test(arguments: [-1, 0])
  func `nothing asked for is no read`(count: Int) throws {
    let stream = ScriptedStream(chunks: [[1]])
    var reader = BlockingReader(stream)
    #expect(try reader.read(atMost: count) == [])
    #expect(try reader.skip(atMost: count) == 0)
    #expect(try reader.peek(count) == [])
    #expect(try reader.readExactly(count) == [])
    #expect(try reader.readOnce(room: 0).bytes == [])
    #expect(stream.readRooms.isEmpty)
    #expect(try reader.read(atMost: 1) == [1])
  }

  @Test func `a read makes room for no more than its limit, however much is asked`() throws {
    let stream = ScriptedStream(chunks: [[1]])
    var reader = BlockingReader(stream)
    #expect(try reader.read(atMost: .max) == [1])
    #expect(stream.readRooms == [ByteStreamLimits.readBytesMax])
  }

  @Test func `the end is remembered, and every call tells it`() throws {
    let stream = ScriptedStream(chunks: [])
    var reader = BlockingReader(stream)
    for _ in 0..<2 {
      #expect(try reader.read(atMost: 5) == [])
      #expect(try reader.read(atMost: 50_000) == [])
      #expect(try reader.readOnce(room: 5).bytes == [])
      #expect(try reader.readOnce(room: 50_000).bytes == [])
      #expect(try reader.skip(atMost: 5) == 0)
      #expect(try reader.peek(5) == [])
      #expect(try reader.fill() == false)
      #expect(try reader.readLine() == nil)
      #expect(try reader.readLineText() == nil)
      #expect(try reader.readThrough([1]) == nil)
      #expect(try reader.skipLine() == false)
      #expect(try reader.readAll(maximumBytes: 5) == [])
    }
    #expect(stream.readRooms.count == 1)
  }

  @Test func `the end met by a direct read is remembered as well`() throws {
    let stream = ScriptedStream(chunks: [])
    var reader = BlockingReader(stream, bufferBytes: 4)
    #expect(try reader.readOnce(room: 4).bytes == [])
    #expect(try reader.readOnce(room: 4).bytes == [])
    #expect(try reader.readLine() == nil)
    #expect(stream.readRooms.count == 1)
  }

  @Test func `an error comes after the bytes before it, and reading goes on after it`() throws {
    let stream = ScriptedStream([
      .bytes([1, 2]), .failure(.timedOut), .bytes([3]), .failure(.timedOut), .failure(.reset),
    ])
    var reader = BlockingReader(stream, bufferBytes: 4)
    #expect(try reader.read(atMost: 1) == [1])
    #expect(try reader.read(atMost: 9) == [2])
    #expect(throws: BufferedReaderError.stream(ScriptedFailure.timedOut)) {
      try reader.read(atMost: 1)
    }
    #expect(try reader.read(atMost: 9) == [3])
    #expect(throws: BufferedReaderError.stream(ScriptedFailure.timedOut)) {
      try reader.read(atMost: 9)
    }
    #expect(throws: BufferedReaderError.stream(ScriptedFailure.reset)) {
      try reader.skip(atMost: 1)
    }
    #expect(try reader.read(atMost: 9) == [])
  }

  @Test func `peeking waits for its bytes and leaves them`() throws {
    var reader = BlockingReader(ScriptedStream(all, by: 3), bufferBytes: 4)
    #expect(try reader.peek(1) == Array(all[..<1]))
    #expect(reader.bufferedCount == 3)
    #expect(try reader.peek(10) == Array(all[..<10]))
    #expect(try reader.readExactly(2) == Array(all[..<2]))
    #expect(try reader.peek(10) == Array(all[2..<12]))
    #expect(try reader.peek(1000) == Array(all[2...]))
    #expect(try reader.readAll(maximumBytes: 98) == Array(all[2...]))
  }

  @Test func `an error while peeking loses nothing`() throws {
    let stream = ScriptedStream([.bytes([1, 2]), .failure(.timedOut), .bytes([3])])
    var reader = BlockingReader(stream)
    #expect(throws: BufferedReaderError.stream(ScriptedFailure.timedOut)) { try reader.peek(3) }
    #expect(try reader.peek(3) == [1, 2, 3])
  }

  @Test func `filling adds to the buffer, which a parser sees where it lies`() throws {
    let stream = ScriptedStream(all, by: 3)
    var reader = BlockingReader(stream, bufferBytes: 4)
    #expect(try reader.fill())
    #expect(reader.withBufferedBytes { $0.byteCount } == 3)
    while reader.bufferedCount < 90 { #expect(try reader.fill()) }
    #expect(reader.withBufferedBytes { $0.byte(at: 88) } == all[88])
    #expect(try reader.skip(atMost: 88) == 88)
    #expect(reader.withBufferedBytes { $0.byte(at: 0) } == all[88])
    while try reader.fill() {}
    #expect(reader.withBufferedBytes { $0.byteCount } == 12)
    #expect(throws: ScriptedFailure.reset) {
      try reader.withBufferedBytes { _ throws(ScriptedFailure) in throw .reset }
    }
  }

  @Test func `a skip is of the buffer first and no more than asked`() throws {
    var reader = BlockingReader(ScriptedStream(all, by: 10), bufferBytes: 20)
    #expect(try reader.skip(atMost: 4) == 4)
    #expect(try reader.skip(atMost: 40) == 6)
    #expect(try reader.skip(atMost: 40) == 10)
    #expect(try reader.read(atMost: 1) == [all[20]])
  }

  @Test func `the stream comes back with what was not read`() throws {
    let stream = ScriptedStream(all, by: 10)
    var reader = BlockingReader(stream)
    #expect(try reader.readExactly(4) == Array(all[..<4]))
    let parts = reader.intoBase()
    #expect(parts.base === stream)
    #expect(parts.unreadBytes == Array(all[4..<10]))
  }

  @Test func `an unused reader has asked nothing of its stream`() {
    let stream = ScriptedStream(all, by: 10)
    let reader = BlockingReader(stream)
    #expect(reader.bufferedCount == 0)
    #expect(reader.intoBase().unreadBytes == [])
    #expect(stream.readRooms.isEmpty)
  }

  @Test(arguments: [
    (Int.min, 1), (0, 1), (1, 1), (2, 2), (16 << 20, 16 << 20), ((16 << 20) + 1, 16 << 20),
    (.max, 16 << 20),
  ])
  func `a size that a buffer cannot have becomes the nearest`(asked: Int, used: Int) throws {
    let stream = ScriptedStream(chunks: [])
    var reader = BlockingReader(stream, bufferBytes: asked)
    #expect(try reader.fill() == false)
    #expect(stream.readRooms == [used])
  }

  @Test func `the stream can be written to while it is read`() throws {
    let stream = ScriptedStream(chunks: [bytes("a\nb\n")])
    var reader = BlockingReader(stream)
    while let line = try reader.readLine() {
      try reader.base.write(line)
      try reader.base.write("!")
    }
    #expect(stream.writes == ["a", "!", "b", "!"].map(bytes))
  }
}
