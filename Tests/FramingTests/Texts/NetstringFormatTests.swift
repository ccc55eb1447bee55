import Testing

@testable import Framing

@Suite struct NetstringFormatTests {
  static let format = NetstringFormat(maximumBytes: 12)
  static let unlimited = NetstringFormat(maximumBytes: .max)

  static let vectors: [FrameVector] = [
    FrameVector(format, bytes(""), []),
    FrameVector(format, bytes("0:,"), texts("")),
    FrameVector(format, bytes("12:hello world!,"), texts("hello world!")),
    FrameVector(format, bytes("5:hello,1:,,11:hello world,"), texts("hello", ",", "hello world")),
    FrameVector(format, bytes("13:"), fails: .tooLong(limitBytes: 12)),
    FrameVector(format, bytes("0:,99"), texts(""), fails: .tooLong(limitBytes: 12)),
    FrameVector(format, bytes("00:,"), fails: .malformedNumber(atByte: 1)),
    FrameVector(format, bytes("01:a,"), fails: .malformedNumber(atByte: 1)),
    FrameVector(format, bytes(":,"), fails: .malformedNumber(atByte: 0)),
    FrameVector(format, bytes("-1:a,"), fails: .malformedNumber(atByte: 0)),
    FrameVector(format, bytes("+1:a,"), fails: .malformedNumber(atByte: 0)),
    FrameVector(format, bytes(" 1:a,"), fails: .malformedNumber(atByte: 0)),
    FrameVector(format, bytes("1 :a,"), fails: .malformedNumber(atByte: 1)),
    FrameVector(format, bytes("1:a;"), fails: .missingTerminator(atByte: 3)),
    FrameVector(format, bytes("1:ab,"), fails: .missingTerminator(atByte: 3)),
    FrameVector(format, bytes("1"), fails: .truncated(afterBytes: 1)),
    FrameVector(format, bytes("1:"), fails: .truncated(afterBytes: 2)),
    FrameVector(format, bytes("1:a"), fails: .truncated(afterBytes: 3)),
    FrameVector(
      unlimited,
      bytes("99999999999999999999:"),
      fails: .tooLong(limitBytes: FramingLimits.frameBytesMax)
    ),
    FrameVector(NetstringFormat(maximumBytes: 0), bytes("0:,"), texts("")),
    FrameVector(NetstringFormat(maximumBytes: 0), bytes("1:"), fails: .tooLong(limitBytes: 0)),
  ]

  @Test(arguments: vectors)
  func `a vector holds in both directions, however it is cut`(vector: FrameVector) throws {
    try vector.expectAll()
  }

  @Test func `content longer than the maximum is refused`() {
    let content = [UInt8](repeating: 7, count: 13)
    #expect(Self.format.refusal(of: content) == .tooLong(limitBytes: 12))
    #expect(NetstringFormat().maximumBytes == 1 << 20)
    #expect(NetstringFormat() == .netstrings())
  }
}
