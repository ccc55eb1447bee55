import Testing

@testable import Framing

@Suite struct LineFormatTests {
  static let lineFeed = LineFormat(ending: .lineFeed, maximumBytes: 5)
  static let strictLineFeed = LineFormat(ending: .lineFeed, strictness: .strict, maximumBytes: 5)
  static let both = LineFormat(ending: .carriageReturnLineFeed, maximumBytes: 5)
  static let strictBoth = LineFormat(
    ending: .carriageReturnLineFeed,
    strictness: .strict,
    maximumBytes: 5
  )
  static let either = LineFormat(ending: .either, maximumBytes: 5)
  static let strictEither = LineFormat(ending: .either, strictness: .strict, maximumBytes: 5)
  static let empty = LineFormat(ending: .either, maximumBytes: 0)

  static let vectors: [FrameVector] = [
    FrameVector(lineFeed, bytes(""), []),
    FrameVector(lineFeed, bytes("\n"), texts("")),
    FrameVector(lineFeed, bytes("\n\n"), texts("", "")),
    FrameVector(lineFeed, bytes("abc\nde\n"), texts("abc", "de")),
    FrameVector(lineFeed, bytes("a\r\n\rb\n\r\n"), texts("a\r", "\rb", "\r")),
    FrameVector(lineFeed, bytes("abcd\n"), texts("abcd")),
    FrameVector(lineFeed, bytes("abcde\n"), texts("abcde")),
    FrameVector(lineFeed, bytes("ab\nabcdef\n"), texts("ab"), fails: .tooLong(limitBytes: 5)),
    FrameVector(lineFeed, bytes("abcdef"), fails: .tooLong(limitBytes: 5)),
    FrameVector(lineFeed, bytes("abcde"), fails: .truncated(afterBytes: 5)),
    FrameVector(lineFeed, bytes("ab\nc"), texts("ab"), fails: .truncated(afterBytes: 1)),
    FrameVector(strictLineFeed, bytes("abcde\n\n"), texts("abcde", "")),
    FrameVector(strictLineFeed, bytes("a\r\n"), fails: .bareCarriageReturn(atByte: 1)),
    FrameVector(strictLineFeed, bytes("\rab\n"), fails: .bareCarriageReturn(atByte: 0)),
    FrameVector(both, bytes("\r\n"), texts("")),
    FrameVector(both, bytes("abcde\r\nf\r\n"), texts("abcde", "f")),
    FrameVector(both, bytes("a\nb\r\n\r\r\n"), texts("a\nb", "\r")),
    FrameVector(both, bytes("\n\n\r\n"), texts("\n\n")),
    FrameVector(both, bytes("abcdef\r\n"), fails: .tooLong(limitBytes: 5)),
    FrameVector(both, bytes("abcde\r"), fails: .truncated(afterBytes: 6)),
    FrameVector(both, bytes("abcde\ra"), fails: .tooLong(limitBytes: 5)),
    FrameVector(both, bytes("abcde\n"), fails: .tooLong(limitBytes: 5)),
    FrameVector(strictBoth, bytes("abcde\r\n\r\n"), texts("abcde", "")),
    FrameVector(strictBoth, bytes("ab\n"), fails: .bareLineFeed(atByte: 2)),
    FrameVector(strictBoth, bytes("\n"), fails: .bareLineFeed(atByte: 0)),
    FrameVector(strictBoth, bytes("a\rb\r\n"), fails: .bareCarriageReturn(atByte: 1)),
    FrameVector(strictBoth, bytes("a\r\r\n"), fails: .bareCarriageReturn(atByte: 1)),
    FrameVector(strictBoth, bytes("abcdef\r\n"), fails: .tooLong(limitBytes: 5)),
    FrameVector(either, bytes("a\r\nb\r\n"), texts("a", "b")),
    FrameVector(either, reading: bytes("a\nb\r\n\n\r\n"), texts("a", "b", "", "")),
    FrameVector(either, bytes("\r\r\na\rb\r\n"), texts("\r", "a\rb")),
    FrameVector(either, bytes("abcde\r\n"), texts("abcde")),
    FrameVector(either, reading: bytes("abcde\n"), texts("abcde")),
    FrameVector(either, bytes("abcdef\n"), fails: .tooLong(limitBytes: 5)),
    FrameVector(either, bytes("abcdef\r\n"), fails: .tooLong(limitBytes: 5)),
    FrameVector(either, bytes("abcde\r"), fails: .truncated(afterBytes: 6)),
    FrameVector(strictEither, reading: bytes("a\nb\r\n"), texts("a", "b")),
    FrameVector(strictEither, bytes("a\rb\n"), fails: .bareCarriageReturn(atByte: 1)),
    FrameVector(empty, bytes("\r\n"), texts("")),
    FrameVector(empty, bytes("a\r\n"), fails: .tooLong(limitBytes: 0)),
  ]

  @Test(arguments: vectors)
  func `a vector holds in both directions, however it is cut`(vector: FrameVector) throws {
    try vector.expectAll()
  }

  @Test(arguments: LineEnding.allCases, LineStrictness.allCases)
  func `bytes that no ending follows are the last line where that is allowed`(
    ending: LineEnding,
    strictness: LineStrictness
  ) {
    let format = LineFormat(
      ending: ending,
      strictness: strictness,
      unendedLine: .given,
      maximumBytes: 3
    )
    for text in ["a", "abc"] {
      FrameVector(format, reading: bytes(text), texts(text)).expectDecoding()
    }
    FrameVector(format, bytes("abcd"), fails: .tooLong(limitBytes: 3)).expectDecoding()
    let ended = bytes("ab") + ending.bytes
    FrameVector(format, reading: ended + bytes("c"), texts("ab", "c")).expectDecoding()
  }

  @Test func `a strict last line without an ending holds no carriage return`() {
    let format = LineFormat(strictness: .strict, unendedLine: .given, maximumBytes: 3)
    FrameVector(format, bytes("ab\r"), fails: .bareCarriageReturn(atByte: 2)).expectDecoding()
  }

  @Test(arguments: [
    (lineFeed, "ab\n", FramingError.containsDelimiter(atByte: 2)),
    (lineFeed, "\r", nil),
    (lineFeed, "abcdef", .tooLong(limitBytes: 5)),
    (strictLineFeed, "a\rb", .containsDelimiter(atByte: 1)),
    (both, "a\r\nb", .containsDelimiter(atByte: 1)),
    (both, "\n\r", nil),
    (strictBoth, "\n", .containsDelimiter(atByte: 0)),
    (strictBoth, "\r", .containsDelimiter(atByte: 0)),
    (either, "a\n", .containsDelimiter(atByte: 1)),
    (either, "a\r", nil),
    (strictEither, "a\r", .containsDelimiter(atByte: 1)),
    (empty, "a", .tooLong(limitBytes: 0)),
  ])
  func `content that would not be read back is refused`(
    format: LineFormat,
    text: String,
    refusal: FramingError?
  ) {
    #expect(format.refusal(of: bytes(text)) == refusal)
  }

  @Test func `the default is either ending and 64 KiB`() {
    let format = LineFormat()
    #expect(format.ending == .either)
    #expect(format.strictness == .lenient)
    #expect(format.unendedLine == .refused)
    #expect(format.maximumBytes == 65_536)
    #expect(format == .lines())
    #expect(LineFormat(maximumBytes: -1).maximumBytes == 0)
    #expect(LineFormat(maximumBytes: .max).maximumBytes == FramingLimits.frameBytesMax)
  }
}
