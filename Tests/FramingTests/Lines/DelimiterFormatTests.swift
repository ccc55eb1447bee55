import Testing

@testable import Framing

@Suite struct DelimiterFormatTests {
  static let bar = DelimiterFormat(bytes("|"), maximumBytes: 3)
  static let bars = DelimiterFormat(bytes("||"), maximumBytes: 3)
  static let repeated = DelimiterFormat(bytes("aab"), maximumBytes: 4)
  static let empty = DelimiterFormat(bytes("--"), maximumBytes: 0)
  static let tooLong = FramingError.tooLong(limitBytes: 3)

  static let vectors: [FrameVector] = [
    FrameVector(bar, bytes(""), []),
    FrameVector(bar, bytes("|a||"), texts("", "a", "")),
    FrameVector(bar, bytes("ab|abc|"), texts("ab", "abc")),
    FrameVector(bar, bytes("a|abcd|"), texts("a"), fails: tooLong),
    FrameVector(bar, bytes("abcd"), fails: tooLong),
    FrameVector(bar, bytes("abc"), fails: .truncated(afterBytes: 3)),
    FrameVector(bars, bytes("||ab||"), texts("", "ab")),
    FrameVector(bars, bytes("a|b||abc||"), texts("a|b", "abc")),
    FrameVector(bars, bytes("abc|"), fails: .truncated(afterBytes: 4)),
    FrameVector(bars, bytes("abc|a"), fails: tooLong),
    FrameVector(bars, bytes("abcd||"), fails: tooLong),
    FrameVector(repeated, bytes("aab"), texts("")),
    FrameVector(repeated, bytes("aaab"), texts("a")),
    FrameVector(repeated, bytes("abaaaab"), texts("abaa")),
    FrameVector(repeated, bytes("aaaaaaab"), fails: .tooLong(limitBytes: 4)),
    FrameVector(empty, bytes("----"), texts("", "")),
    FrameVector(empty, bytes("-a--"), fails: .tooLong(limitBytes: 0)),
  ]

  @Test(arguments: vectors)
  func `a vector holds in both directions, however it is cut`(vector: FrameVector) throws {
    try vector.expectAll()
  }

  @Test(arguments: [
    (bar, "a|b", FramingError.containsDelimiter(atByte: 1)),
    (bar, "abcd", tooLong),
    (bars, "a||", .containsDelimiter(atByte: 1)),
    (bars, "a|", .containsDelimiter(atByte: 1)),
    (bars, "|a", nil),
    (repeated, "aa", nil),
    (DelimiterFormat(bytes("abab")), "ab", .containsDelimiter(atByte: 0)),
    (DelimiterFormat(bytes("abab")), "aba", nil),
    (DelimiterFormat(bytes("aa")), "a", .containsDelimiter(atByte: 0)),
  ])
  func `content that would end too early is refused`(
    format: DelimiterFormat,
    text: String,
    refusal: FramingError?
  ) {
    #expect(format.refusal(of: bytes(text)) == refusal)
  }

  @Test func `a maximum is kept within its range`() {
    #expect(DelimiterFormat([1], maximumBytes: -1).maximumBytes == 0)
    #expect(DelimiterFormat([1], maximumBytes: .max).maximumBytes == FramingLimits.frameBytesMax)
    #expect(DelimiterFormat([1]) == .delimited(by: [1]))
  }
}
