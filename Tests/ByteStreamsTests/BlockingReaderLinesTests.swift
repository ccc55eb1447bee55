import Testing

@testable import ByteStreams

@Suite struct BlockingReaderLinesTests {
  typealias ReaderError = BufferedReaderError<ScriptedFailure>

  /// A stream's text, and its lines where a CR before LF is dropped and where it is kept.
  static let texts: [(text: String, dropped: [String], kept: [String])] = [
    ("", [], []),
    ("\n", [""], [""]),
    ("\n\n", ["", ""], ["", ""]),
    ("\r\n\r\n", ["", ""], ["\r", "\r"]),
    ("one\n", ["one"], ["one"]),
    ("one\ntwo\n", ["one", "two"], ["one", "two"]),
    ("one\r\ntwo\n", ["one", "two"], ["one\r", "two"]),
    ("one\ntwo", ["one", "two"], ["one", "two"]),
    ("one\n\r", ["one", "\r"], ["one", "\r"]),
    ("one\r", ["one\r"], ["one\r"]),
    ("one\r\r\n", ["one\r"], ["one\r\r"]),
    ("o\rne\n\rtwo\n", ["o\rne", "\rtwo"], ["o\rne", "\rtwo"]),
    (
      "a line beyond any buffer of this test\nb\n", ["a line beyond any buffer of this test", "b"],
      ["a line beyond any buffer of this test", "b"]
    ),
    ("地瓜\r\n南瓜", ["地瓜", "南瓜"], ["地瓜\r", "南瓜"]),
  ]

  @Test(arguments: texts, [1, 2, 3, 5, 8, 100])
  func `lines are the same however the stream is cut`(
    example: (text: String, dropped: [String], kept: [String]),
    size: Int
  ) throws {
    for buffer in [1, 2, 3, 7, 8192] {
      #expect(try lines(example.text, size, buffer, .dropped) == example.dropped.map(bytes))
      #expect(try lines(example.text, size, buffer, .kept) == example.kept.map(bytes))
      var reader = BlockingReader(
        ScriptedStream(bytes(example.text), by: size),
        bufferBytes: buffer
      )
      var texts: [String] = []
      while let line = try reader.readLineText() { texts.append(line) }
      #expect(texts == example.dropped)
    }
  }

  @Test(arguments: [1, 2, 5, 100], ["abc\nrest", "abc\r\nrest", "\nrest", "\r\nrest"])
  func `a limit counts the ending`(size: Int, text: String) throws {
    let whole = bytes(text)
    let length = whole.count - 4
    for limit in [length - 1, length, length + 1] {
      var reader = BlockingReader(ScriptedStream(whole, by: size), bufferBytes: 3)
      if limit < length {
        for _ in 0..<2 {
          #expect(throws: ReaderError.tooLong(limit: limit)) {
            try reader.readLine(maximumBytes: limit)
          }
          #expect(throws: ReaderError.tooLong(limit: limit)) {
            try reader.readLineText(maximumBytes: limit)
          }
        }
      }
      #expect(
        try reader.readLine(maximumBytes: max(limit, length), carriageReturn: .kept)
          == Array(whole[..<(length - 1)])
      )
      #expect(try reader.readAll(maximumBytes: 4) == bytes("rest"))
    }
  }

  @Test(arguments: [1, 2, 100])
  func `a last line without an ending needs room for one`(size: Int) throws {
    var reader = BlockingReader(ScriptedStream(bytes("abc"), by: size))
    #expect(throws: ReaderError.tooLong(limit: 3)) { try reader.readLine(maximumBytes: 3) }
    #expect(try reader.readLine(maximumBytes: 4) == bytes("abc"))
    #expect(try reader.readLine(maximumBytes: 4) == nil)
  }

  @Test(arguments: [Int.min, -1, 0])
  func `a limit without room for an ending refuses every line, unread`(limit: Int) throws {
    let stream = ScriptedStream(chunks: [bytes("\n")])
    var reader = BlockingReader(stream)
    #expect(throws: ReaderError.tooLong(limit: limit)) { try reader.readLine(maximumBytes: limit) }
    #expect(stream.readRooms.isEmpty)
    #expect(try reader.readLine(maximumBytes: 1) == [])
  }

  @Test func `a line that is too long is refused before it has ended`() throws {
    // The end of the script would be the end of the stream, not an error.
    let stream = ScriptedStream([.bytes(bytes("abcd")), .failure(.reset)])
    var reader = BlockingReader(stream)
    #expect(throws: ReaderError.tooLong(limit: 4)) { try reader.readLine(maximumBytes: 4) }
  }

  @Test func `the default limit of a line is 64 KiB`() throws {
    let fits = [UInt8](repeating: 0x61, count: ByteStreamLimits.lineBytesDefault - 1)
    var reader = BlockingReader(ScriptedStream(chunks: [fits + [0x0A], [0x61], fits, [0x0A]]))
    #expect(try reader.readLine() == fits)
    #expect(throws: ReaderError.tooLong(limit: 65_536)) { try reader.readLine() }
    #expect(throws: ReaderError.tooLong(limit: 65_536)) { try reader.readThrough([0x0A]) }
    #expect(reader.bufferedCount <= 65_536)
  }

  @Test func `an error in the middle of a line loses nothing of it`() throws {
    let stream = ScriptedStream([
      .bytes(bytes("on")), .failure(.timedOut), .bytes(bytes("e\r")), .failure(.timedOut),
      .bytes(bytes("\ntwo")), .failure(.timedOut),
    ])
    var reader = BlockingReader(stream, bufferBytes: 2)
    for _ in 0..<2 {
      #expect(throws: ReaderError.stream(.timedOut)) { try reader.readLine() }
    }
    #expect(try reader.readLine() == bytes("one"))
    #expect(throws: ReaderError.stream(.timedOut)) { try reader.readLineText() }
    #expect(try reader.readLineText() == "two")
    #expect(try reader.readLineText() == nil)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 100])
  func `a delimiter ends a piece wherever the stream cuts it`(size: Int) throws {
    let whole = bytes("a: b\r\n\r\nbody\r\r\n\r\n\r\n\r\ncut\r\n\r")
    for buffer in [1, 2, 5, 8192] {
      var reader = BlockingReader(ScriptedStream(whole, by: size), bufferBytes: buffer)
      let end = bytes("\r\n\r\n")
      #expect(try reader.readThrough(end) == bytes("a: b\r\n\r\n"))
      #expect(try reader.readThrough(end) == bytes("body\r\r\n\r\n"))
      #expect(try reader.readThrough(end) == end)
      for _ in 0..<2 {
        #expect(throws: ReaderError.endOfStream(afterBytes: 6)) { try reader.readThrough(end) }
      }
      #expect(try reader.readThrough(bytes("\r")) == bytes("cut\r"))
      #expect(try reader.readAll(maximumBytes: 2) == bytes("\n\r"))
      #expect(try reader.readThrough(end) == nil)
    }
  }

  @Test(arguments: [1, 2, 3, 100])
  func `a limit counts the delimiter`(size: Int) throws {
    var reader = BlockingReader(ScriptedStream(bytes("abc||d||"), by: size))
    for limit in [-1, 1, 2, 3, 4] {
      #expect(throws: ReaderError.tooLong(limit: limit)) {
        try reader.readThrough(bytes("||"), maximumBytes: limit)
      }
    }
    #expect(try reader.readThrough(bytes("||"), maximumBytes: 5) == bytes("abc||"))
    #expect(try reader.readThrough(bytes("||"), maximumBytes: .max) == bytes("d||"))
  }

  @Test func `a delimiter may change between two tries`() throws {
    let stream = ScriptedStream([.bytes(bytes("a;b,")), .failure(.timedOut), .bytes(bytes("\n"))])
    var reader = BlockingReader(stream)
    #expect(throws: ReaderError.stream(.timedOut)) { try reader.readLine() }
    #expect(try reader.readThrough(bytes(";")) == bytes("a;"))
    #expect(try reader.readThrough(bytes(",")) == bytes("b,"))
    #expect(try reader.readLine() == [])
  }

  @Test func `an empty delimiter ends the program`() async {
    await #expect(processExitsWith: .failure) {
      let readThroughNothing = {
        var reader = BlockingReader(ScriptedStream(chunks: [[1]]))
        _ = try reader.readThrough([])
      }
      try readThroughNothing()
    }
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], 1, "a\u{FFFD}b"),
      ([0xC3], 0, "\u{FFFD}"),
      ([0x61, 0xE5, 0x9C], 1, "a\u{FFFD}"),
      ([0xC0, 0x80], 0, "\u{FFFD}\u{FFFD}"),
      ([0x61, 0x62, 0xED, 0xA0, 0x80], 2, "ab\u{FFFD}\u{FFFD}\u{FFFD}"),
    ] as [([UInt8], Int, String)]
  )
  func `bytes that are no text are refused unread, or repaired`(
    line: [UInt8],
    offset: Int,
    repaired: String
  ) throws {
    var reader = BlockingReader(ScriptedStream(chunks: [line + bytes("\r\nnext")]))
    for _ in 0..<2 {
      #expect(throws: ReaderError.malformedText(atByte: offset)) { try reader.readLineText() }
    }
    #expect(try reader.readLineText(malformed: .repaired) == repaired)
    #expect(try reader.readLineText() == "next")
  }

  @Test func `a line that is no text can still be read as bytes`() throws {
    var reader = BlockingReader(ScriptedStream(chunks: [[0xFF, 0x0A, 0x61]]))
    #expect(throws: ReaderError.malformedText(atByte: 0)) { try reader.readLineText() }
    #expect(try reader.readLine() == [0xFF])
    #expect(try reader.readLineText() == "a")
  }

  @Test func `text keeps the CR where it is asked to`() throws {
    var reader = BlockingReader(ScriptedStream(chunks: [bytes("a\r\n")]))
    #expect(try reader.readLineText(carriageReturn: .kept) == "a\r")
  }

  @Test(arguments: [1, 2, 7, 1000])
  func `a skipped line takes no room, whatever its length`(size: Int) throws {
    let long = [UInt8](repeating: 0x61, count: 1000)
    let stream = ScriptedStream(long + bytes("\nnext\n\nlast"), by: size)
    var reader = BlockingReader(stream, bufferBytes: 16)
    #expect(throws: ReaderError.tooLong(limit: 20)) { try reader.readLine(maximumBytes: 20) }
    #expect(try reader.skipLine())
    #expect(stream.readRooms.allSatisfy { $0 <= 20 })
    #expect(try reader.readLine() == bytes("next"))
    #expect(try reader.skipLine())
    #expect(try reader.skipLine() == false)
    #expect(reader.bufferedCount == 0)
  }

  @Test func `a skip goes on after an error`() throws {
    let stream = ScriptedStream([
      .bytes(bytes("abc")), .failure(.timedOut), .bytes(bytes("d\nnext\n")),
    ])
    var reader = BlockingReader(stream)
    #expect(throws: ReaderError.stream(.timedOut)) { try reader.skipLine() }
    #expect(try reader.skipLine())
    #expect(try reader.readLine() == bytes("next"))
  }

  private func lines(
    _ text: String,
    _ size: Int,
    _ buffer: Int,
    _ carriageReturn: CarriageReturn
  ) throws -> [[UInt8]] {
    var reader = BlockingReader(ScriptedStream(bytes(text), by: size), bufferBytes: buffer)
    var lines: [[UInt8]] = []
    while let line = try reader.readLine(carriageReturn: carriageReturn) { lines.append(line) }
    return lines
  }
}
