import Testing

@testable import ByteStreams

@Suite struct BlockingReaderExactlyTests {
  private let all = [UInt8].counting(300)

  @Test(arguments: [1, 2, 149, 150, 151, 300], [1, 8, 150, 151, 8192])
  func `an exact count is read whole, and no byte of the next`(size: Int, buffer: Int) throws {
    var reader = BlockingReader(ScriptedStream(all, by: size), bufferBytes: buffer)
    #expect(try reader.readExactly(150) == Array(all[..<150]))
    #expect(try reader.readExactly(1) == [all[150]])
    #expect(try reader.readExactly(149) == Array(all[151...]))
    #expect(throws: BufferedReaderError<ScriptedFailure>.endOfStream(afterBytes: 0)) {
      try reader.readExactly(1)
    }
    #expect(try reader.readExactly(0) == [])
  }

  @Test(arguments: [1, 2, 300], [1, 299, 300, 301])
  func `the end in the middle tells how much came and leaves it`(size: Int, buffer: Int) throws {
    var reader = BlockingReader(ScriptedStream(all, by: size), bufferBytes: buffer)
    for _ in 0..<2 {
      #expect(throws: BufferedReaderError<ScriptedFailure>.endOfStream(afterBytes: 300)) {
        try reader.readExactly(301)
      }
    }
    #expect(try reader.readExactly(300) == all)
  }

  @Test func `an error in the middle loses nothing`() throws {
    let stream = ScriptedStream([
      .bytes([1, 2]), .failure(.timedOut), .bytes([3]), .failure(.timedOut), .bytes([4, 5]),
    ])
    var reader = BlockingReader(stream, bufferBytes: 2)
    for _ in 0..<2 {
      #expect(throws: BufferedReaderError.stream(ScriptedFailure.timedOut)) {
        try reader.readExactly(4)
      }
    }
    #expect(try reader.readExactly(4) == [1, 2, 3, 4])
    #expect(try reader.readExactly(1) == [5])
  }

  @Test func `a count that was announced and not sent takes no memory`() throws {
    let stream = ScriptedStream(chunks: [[1, 2, 3]])
    var reader = BlockingReader(stream)
    #expect(throws: BufferedReaderError<ScriptedFailure>.endOfStream(afterBytes: 3)) {
      try reader.readExactly(.max)
    }
    #expect(stream.readRooms == [8192, 8189])
  }

  @Test func `a large count is read in few reads and stops at its last byte`() throws {
    let large = [UInt8].counting(1_000_000)
    let stream = ScriptedStream(large, by: large.count)
    var reader = BlockingReader(stream)
    #expect(try reader.readExactly(900_000) == Array(large[..<900_000]))
    #expect(reader.bufferedCount == 0)
    #expect(stream.readRooms.count < 8)
    #expect(try reader.readAll(maximumBytes: 100_000) == Array(large[900_000...]))
  }

  @Test(arguments: [1, 2, 299, 300], [1, 8, 299, 300, 301, 8192])
  func `everything is read up to the end`(size: Int, buffer: Int) throws {
    var reader = BlockingReader(ScriptedStream(all, by: size), bufferBytes: buffer)
    #expect(try reader.readAll(maximumBytes: 300) == all)
    #expect(try reader.readAll(maximumBytes: 300) == [])
  }

  @Test(arguments: [1, 2, 300], [0, 1, 298, 299])
  func `a byte more than the limit is too long, and all is left`(size: Int, limit: Int) throws {
    var reader = BlockingReader(ScriptedStream(all, by: size), bufferBytes: 16)
    for _ in 0..<2 {
      #expect(throws: BufferedReaderError<ScriptedFailure>.tooLong(limit: limit)) {
        try reader.readAll(maximumBytes: limit)
      }
    }
    #expect(try reader.readAll(maximumBytes: .max) == all)
  }

  @Test func `what is in the buffer counts against the limit before anything is read`() throws {
    let stream = ScriptedStream(all, by: 10)
    var reader = BlockingReader(stream)
    #expect(try reader.peek(1) == [all[0]])
    #expect(throws: BufferedReaderError<ScriptedFailure>.tooLong(limit: -1)) {
      try reader.readAll(maximumBytes: -1)
    }
    #expect(stream.readRooms.count == 1)
  }

  @Test func `an error before the end loses nothing`() throws {
    let stream = ScriptedStream([.bytes([1]), .failure(.reset), .bytes([2])])
    var reader = BlockingReader(stream)
    #expect(throws: BufferedReaderError.stream(ScriptedFailure.reset)) {
      try reader.readAll(maximumBytes: 2)
    }
    #expect(try reader.readAll(maximumBytes: 2) == [1, 2])
  }
}
