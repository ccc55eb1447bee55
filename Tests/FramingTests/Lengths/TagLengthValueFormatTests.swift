import Testing

@testable import Framing

@Suite struct TagLengthValueFormatTests {
  static func format(
    tag: UInt64,
    _ tagWidth: FieldWidth = .one,
    _ lengthWidth: FieldWidth = .one,
    _ order: ByteOrder = .bigEndian
  ) -> TagLengthValueFormat {
    var format = TagLengthValueFormat(
      tagWidth: tagWidth,
      lengthWidth: lengthWidth,
      order: order,
      maximumBytes: 3
    )
    format.tag = tag
    return format
  }

  static let tooLong = FramingError.tooLong(limitBytes: 3)

  static let vectors: [FrameVector] = [
    FrameVector(format(tag: 9), [], []),
    FrameVector(format(tag: 9), [9, 0, 9, 2, 7, 8, 9, 3, 1, 2, 3], [[], [7, 8], [1, 2, 3]]),
    FrameVector(format(tag: 9), [9, 4], fails: tooLong),
    FrameVector(format(tag: 9), [9, 1], fails: .truncated(afterBytes: 2)),
    FrameVector(format(tag: 0x0102, .two, .two), [1, 2, 0, 1, 7], [[7]]),
    FrameVector(format(tag: 0x0102, .two, .two, .littleEndian), [2, 1, 1, 0, 7], [[7]]),
    FrameVector(format(tag: 300, .varint, .varint), [0xAC, 0x02, 1, 7], [[7]]),
    FrameVector(format(tag: 48, .one, .definite), [48, 2, 7, 8], [[7, 8]]),
    FrameVector(format(tag: 48, .one, .definite), [48, 0x80], fails: .malformedNumber(atByte: 1)),
    FrameVector(
      format(tag: 1, .varint),
      [UInt8](repeating: 0x80, count: 10),
      fails: .malformedNumber(atByte: 0)
    ),
    FrameVector(
      format(tag: 1, .one, .eight),
      [1] + [UInt8](repeating: 0xFF, count: 8),
      fails: tooLong
    ),
  ]

  @Test(arguments: vectors)
  func `a vector holds in both directions, however it is cut`(vector: FrameVector) throws {
    try vector.expectAll()
  }

  @Test func `the decoder tells the tag of each frame`() throws {
    var decoder = Self.format(tag: 0).makeDecoder()
    #expect(decoder.tag == 0)
    var tags: [UInt64] = []
    for frame: [UInt8] in [[5, 0], [6, 1, 7], [255, 0]] {
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      _ = try unsafe decoder.nextFrame(in: frame.span.bytes, isEnd: false)
      tags.append(decoder.tag)
    }
    #expect(tags == [5, 6, 255])
  }

  @Test(arguments: [(FieldWidth.one, UInt64(255)), (.two, 65_535), (.varint, .max), (.eight, .max)])
  func `the largest tag of a width comes back, and no larger one is written`(
    width: FieldWidth,
    largest: UInt64
  ) throws {
    var format = Self.format(tag: largest, width)
    var encoded: [UInt8] = []
    try format.append([7], to: &encoded)
    var decoder = format.makeDecoder()
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    _ = try unsafe decoder.nextFrame(in: encoded.span.bytes, isEnd: true)
    #expect(decoder.tag == largest)
    guard largest < .max else { return }
    format.tag = largest + 1
    #expect(format.refusal(of: [7]) == .tagTooLarge)
  }

  @Test func `content longer than the maximum is refused`() {
    #expect(Self.format(tag: 1).refusal(of: [1, 2, 3, 4]) == Self.tooLong)
    #expect(TagLengthValueFormat(lengthWidth: .one).maximumBytes == 255)
    #expect(TagLengthValueFormat() == .tagLengthValue())
  }
}
