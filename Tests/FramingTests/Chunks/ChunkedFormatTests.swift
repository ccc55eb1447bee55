import Testing

@testable import Framing

@Suite struct ChunkedFormatTests {
  /// A stream, the body in it, and how it ends.
  struct Case: Sendable, CustomTestStringConvertible {
    let stream: [UInt8]
    let body: [UInt8]
    /// What is wrong behind the body; nil where it ends well.
    let failure: FramingError?
    let trailer: [UInt8]

    init(
      _ stream: String,
      _ body: String = "",
      trailer: String = "",
      fails failure: FramingError? = nil
    ) {
      self.stream = bytes(stream)
      self.body = bytes(body)
      self.trailer = bytes(trailer)
      self.failure = failure
    }

    var testDescription: String {
      String(decoding: stream.prefix(40), as: UTF8.self).debugDescription
    }
  }

  static let format = ChunkedFormat(maximumBytes: 20)
  static let tooLong = FramingError.tooLong(limitBytes: 20)

  static let cases: [Case] = [
    Case("0\r\n\r\n"),
    Case("5\r\nhello\r\n0\r\n\r\n", "hello"),
    Case("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world"),
    Case("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789"),
    Case("0005\r\nhello\r\n000\r\n\r\n", "hello"),
    Case("4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n"),
    Case("1;a\r\nx\r\n0;b=\"c;d\"\r\n\r\n", "x"),
    Case("1 \t;a = 1\r\nx\r\n0 \r\n\r\n", "x"),
    Case("1\r\nx\r\n0\r\nA: b\r\nC:\r\n\r\n", "x", trailer: "A: b\r\nC:\r\n"),
    Case("\r\n", fails: .malformedNumber(atByte: 0)),
    Case("x\r\n", fails: .malformedNumber(atByte: 0)),
    Case("-1\r\n", fails: .malformedNumber(atByte: 0)),
    Case(" 1\r\n", fails: .malformedNumber(atByte: 0)),
    Case("0x1\r\n", fails: .malformedLine(atByte: 1)),
    Case("1 2\r\n", fails: .malformedLine(atByte: 2)),
    Case("1;\u{0}\r\n", fails: .malformedLine(atByte: 2)),
    Case("1;a\r\r\n", fails: .malformedLine(atByte: 3)),
    Case("1\nx\r\n", fails: .bareLineFeed(atByte: 1)),
    Case("\n", fails: .bareLineFeed(atByte: 0)),
    Case("1\r\nxy\r\n", "x", fails: .missingTerminator(atByte: 0)),
    Case("1\r\nx\n0\r\n", "x", fails: .missingTerminator(atByte: 0)),
    Case("1\r\nx\r\r\n", "x", fails: .missingTerminator(atByte: 1)),
    Case("14\r\n01234567890123456789\r\n0\r\n\r\n", "01234567890123456789"),
    Case("15\r\n", fails: tooLong),
    Case("a\r\n0123456789\r\nb\r\n", "0123456789", fails: tooLong),
    Case("ffffffffffffffff\r\n", fails: tooLong),
    Case("10000000000000000\r\n", fails: tooLong),
    Case("8000000000000000\r\n", fails: tooLong),
    Case("0\r\nA b: c\r\n", fails: .malformedLine(atByte: 4)),
    Case("0\r\n: c\r\n", fails: .malformedLine(atByte: 3)),
    Case("0\r\nA\r\n", fails: .malformedLine(atByte: 4)),
    Case("0\r\nA: b\r\n c\r\n", fails: .malformedLine(atByte: 9)),
    Case("0\r\nA: \u{7F}\r\n", fails: .malformedLine(atByte: 6)),
    Case("0\r\nA: b\n\r\n", fails: .bareLineFeed(atByte: 7)),
  ]

  private func decoded(
    _ stream: [UInt8],
    piecesOf size: Int,
    ends isEnd: Bool = false
  ) -> (body: [UInt8], outcome: DecodedFrames.Outcome) {
    let decoded = DecodedFrames(stream, by: Self.format, piecesOf: size, ends: isEnd)
    return (Array(decoded.contents.joined()), decoded.outcome)
  }

  @Test(arguments: cases, [1, 2, 3, 100])
  func `a body is what its chunks hold, however they are cut`(example: Case, size: Int) {
    let decoded = decoded(example.stream, piecesOf: size)
    #expect(decoded.body == example.body)
    guard let failure = example.failure else {
      return #expect(decoded.outcome == .ended(rest: []))
    }
    #expect(kind(of: decoded.outcome) == kind(of: .failure(failure)))
    // Where pieces of content are cut decides what the place in the error is counted from.
    if example.body.isEmpty || size == 100 { #expect(decoded.outcome == .failure(failure)) }
  }

  /// An outcome without the place.
  private func kind(of outcome: DecodedFrames.Outcome) -> String {
    String("\(outcome)".prefix { $0 != ":" })
  }

  @Test(arguments: cases, [1, 3, 100])
  func `what comes behind a body is left`(example: Case, size: Int) {
    guard example.failure == nil else { return }
    let rest = bytes("GET / HTTP/1.1\r\n\r\n")
    let decoded = decoded(example.stream + rest, piecesOf: size)
    #expect(decoded.body == example.body)
    #expect(decoded.outcome == .ended(rest: rest))
  }

  @Test(arguments: cases)
  func `a stream that ends before the body is truncated`(example: Case) {
    guard example.failure == nil else { return }
    for count in 0..<example.stream.count {
      let part = Array(example.stream.prefix(count))
      let decoded = decoded(part, piecesOf: 100, ends: true)
      #expect(example.body.starts(with: decoded.body))
      guard case .failure(.truncated) = decoded.outcome else {
        Issue.record("\(decoded.outcome) after \(count) bytes")
        continue
      }
    }
  }

  @Test(arguments: cases, [1, 100])
  func `the trailer is kept`(example: Case, size: Int) throws {
    guard example.failure == nil else { return }
    var decoder = Self.format.makeDecoder()
    var rest = example.stream
    var isEnded = false
    while !isEnded {
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      switch try unsafe decoder.nextFrame(in: rest.span.bytes, isEnd: false) {
      case .found(let frame): rest.removeFirst(frame.consumedBytes)
      case .ended: isEnded = true
      case .needs:
        Issue.record("needs more")
        return
      }
    }
    #expect(decoder.trailer == example.trailer)
  }

  @Test func `pieces are chunks again, and end with the last one`() throws {
    var encoded: [UInt8] = []
    for piece in ["hello", " ", "0123456789"] { try Self.format.append(bytes(piece), to: &encoded) }
    Self.format.appendEnd(to: &encoded)
    let text = "5\r\nhello\r\n1\r\n \r\na\r\n0123456789\r\n0\r\n\r\n"
    #expect(String(decoding: encoded, as: UTF8.self) == text)
    #expect(decoded(encoded, piecesOf: 100).body == bytes("hello 0123456789"))
  }

  @Test func `an empty piece, and one over the maximum, is refused`() {
    #expect(Self.format.refusal(of: []) == .emptyContent)
    #expect(Self.format.refusal(of: [UInt8](repeating: 7, count: 21)) == Self.tooLong)
    #expect(ChunkedFormat().maximumBytes == 64 << 20)
    #expect(ChunkedFormat() == .chunked())
  }

  @Test(arguments: [0, 1], [1000, 10_000])
  func `the line before a chunk has its limit`(excess: Int, size: Int) {
    let limit = FramingLimits.chunkLineBytesMax
    let padding = String(repeating: "x", count: limit - 4 + excess)
    let stream = bytes("0;\(padding)\r\n\r\n")
    let expected: DecodedFrames.Outcome =
      excess == 0 ? .ended(rest: []) : .failure(.headerTooLong(limitBytes: limit))
    #expect(decoded(stream, piecesOf: size).outcome == expected)
  }

  @Test(arguments: [0, 1])
  func `the extensions of a body have their limit`(excess: Int) {
    let limit = FramingLimits.chunkExtensionBytesMax
    let chunk = "1;" + String(repeating: "x", count: 1023) + "\r\na\r\n"
    let stream = String(repeating: chunk, count: 16) + (excess == 0 ? "0\r\n\r\n" : "0;\r\n\r\n")
    let expected: DecodedFrames.Outcome =
      excess == 0 ? .ended(rest: []) : .failure(.headerTooLong(limitBytes: limit))
    #expect(decoded(bytes(stream), piecesOf: 100_000).outcome == expected)
  }

  @Test(arguments: [0, 1], [1000, 100_000])
  func `a trailer has its limit`(excess: Int, size: Int) {
    let limit = FramingLimits.trailerBytesMax
    let field = "A:" + String(repeating: "x", count: limit - 6 + excess) + "\r\n"
    let expected: DecodedFrames.Outcome =
      excess == 0 ? .ended(rest: []) : .failure(.headerTooLong(limitBytes: limit))
    #expect(decoded(bytes("0\r\n\(field)\r\n"), piecesOf: size).outcome == expected)
  }
}
