import Testing

@testable import ByteStreams

/// What a reader for tasks does beyond the cases that it shares with the blocking one.
@Suite struct BufferedReaderTests {
  private let all = [UInt8].counting(100)

  @Test(arguments: [1, 2, 7, 99, 100, 101], [1, 2, 13, 99, 100, 101])
  func `pieces read in rooms of any size give the whole`(size: Int, room: Int) async throws {
    var reader = BufferedReader(ScriptedStream(all, by: size), bufferBytes: 10)
    var whole: [UInt8] = []
    while true {
      let piece = try await reader.readOnce(room: room, prefix: 3)
      guard !piece.isEmpty else { break }
      whole += piece
    }
    #expect(whole == all)
  }

  @Test func `a room as large as the buffer is read into directly, a smaller one through it`()
    async throws
  {
    let stream = ScriptedStream(all, by: 100)
    var reader = BufferedReader(stream, bufferBytes: 10)
    for (room, count) in [(9, 9), (9, 1), (10, 10), (50, 50)] {
      #expect(try await reader.readOnce(room: room).count == count)
    }
    #expect(try await reader.read(atMost: 10).count == 10)
    #expect(try await reader.read(atMost: 9).count == 9)
    #expect(try await reader.read(atMost: 100).count == 1)
    #expect(stream.readRooms == [10, 10, 50, 10, 10])
  }

  @Test func `a call reads the stream once at most`() async throws {
    let stream = ScriptedStream(all, by: 1)
    var reader = BufferedReader(stream, bufferBytes: 10)
    #expect(try await reader.read(atMost: 5) == [all[0]])
    #expect(try await reader.read(atMost: 50) == [all[1]])
    #expect(try await reader.skip(atMost: 5) == 1)
    #expect(stream.readRooms.count == 3)
  }

  @Test func `the end is remembered, and every call tells it`() async throws {
    let stream = ScriptedStream(chunks: [])
    var reader = BufferedReader(stream)
    for _ in 0..<2 {
      #expect(try await reader.read(atMost: 5) == [])
      #expect(try await reader.read(atMost: 50_000) == [])
      #expect(try await reader.readOnce(room: 5) == [])
      #expect(try await reader.readOnce(room: 50_000) == [])
      #expect(try await reader.skip(atMost: 5) == 0)
      #expect(try await reader.peek(5) == [])
      #expect(try await reader.fill() == false)
      #expect(try await reader.readLine() == nil)
      #expect(try await reader.readLineText() == nil)
      #expect(try await reader.readThrough([1]) == nil)
      #expect(try await reader.skipLine() == false)
      #expect(try await reader.readAll(maximumBytes: 5) == [])
    }
    #expect(stream.readRooms.count == 1)
  }

  @Test(arguments: [4, 5])
  func `the end met by a direct read is remembered as well`(count: Int) async throws {
    let stream = ScriptedStream(chunks: [])
    var reader = BufferedReader(stream, bufferBytes: 4)
    if count == 4 {
      #expect(try await reader.readOnce(room: count) == [])
    } else {
      #expect(try await reader.read(atMost: count) == [])
    }
    #expect(try await reader.readLine() == nil)
    #expect(stream.readRooms.count == 1)
  }

  @Test func `an error comes after the bytes before it, and reading goes on after it`() async throws
  {
    let stream = ScriptedStream([
      .bytes([1, 2]), .failure(.timedOut), .bytes([3]), .failure(.timedOut), .failure(.reset),
    ])
    var reader = BufferedReader(stream, bufferBytes: 4)
    #expect(try await reader.read(atMost: 1) == [1])
    #expect(try await reader.read(atMost: 9) == [2])
    await #expect(throws: BufferedReaderError.stream(ScriptedFailure.timedOut)) {
      try await reader.read(atMost: 1)
    }
    #expect(try await reader.read(atMost: 9) == [3])
    await #expect(throws: BufferedReaderError.stream(ScriptedFailure.timedOut)) {
      try await reader.read(atMost: 9)
    }
    await #expect(throws: BufferedReaderError.stream(ScriptedFailure.reset)) {
      try await reader.skip(atMost: 1)
    }
    #expect(try await reader.read(atMost: 9) == [])
  }

  @Test func `filling adds to the buffer, which a parser sees where it lies`() async throws {
    var reader = BufferedReader(ScriptedStream(all, by: 3), bufferBytes: 4)
    #expect(try await reader.fill())
    #expect(reader.withBufferedBytes { $0.byteCount } == 3)
    while reader.bufferedCount < 90 { #expect(try await reader.fill()) }
    #expect(reader.withBufferedBytes { $0.byte(at: 88) } == all[88])
    #expect(try await reader.skip(atMost: 88) == 88)
    #expect(reader.withBufferedBytes { $0.byte(at: 0) } == all[88])
    while try await reader.fill() {}
    #expect(reader.withBufferedBytes { $0.byteCount } == 12)
  }

  @Test func `the stream comes back with what was not read`() async throws {
    let stream = ScriptedStream(all, by: 10)
    var reader = BufferedReader(stream)
    #expect(try await reader.readExactly(4) == Array(all[..<4]))
    let parts = reader.intoBase()
    #expect(parts.base === stream)
    #expect(parts.unreadBytes == Array(all[4..<10]))
  }

  @Test func `a line that is cancelled halfway leaves what had come`() async throws {
    let (first, second) = MemoryStream.pair()
    try await first.write("half a ")
    let cancelled = await withTaskGroup(of: CancelledLine.self) { group in
      group.addImmediateTask { await CancelledLine(reading: second) }
      group.cancelAll()
      return await group.next()
    }
    let line = try #require(cancelled)
    #expect(line.error == .stream(MemoryStreamError(.cancelled)))
    #expect(line.unreadBytes == bytes("half a "))
  }

  @Test func `a reader wakes for what is written while it waits`() async throws {
    let (first, second) = MemoryStream.pair(capacityBytes: 3)
    try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
      group.addImmediateTask {
        var reader = BufferedReader(second)
        var lines: [[UInt8]] = []
        while let line = try await reader.readLine() { lines.append(line) }
        return lines
      }
      try await first.write("one\ntwo\n\nlast")
      try first.finishWriting()
      #expect(try await group.next() == ["one", "two", "", "last"].map(bytes))
    }
  }

  @Test func `an empty delimiter ends the program`() async {
    await #expect(processExitsWith: .failure) {
      var reader = BufferedReader(ScriptedStream(chunks: [[1]]))
      _ = try await reader.readThrough([])
    }
  }
}

/// What became of a line that was cancelled.
private struct CancelledLine: Sendable {
  private(set) var error: BufferedReaderError<MemoryStreamError>?
  let unreadBytes: [UInt8]

  init(reading stream: MemoryStream) async {
    var reader = BufferedReader(stream)
    do throws(BufferedReaderError<MemoryStreamError>) {
      _ = try await reader.readLine()
    } catch {
      self.error = error
    }
    unreadBytes = reader.intoBase().unreadBytes
  }
}
