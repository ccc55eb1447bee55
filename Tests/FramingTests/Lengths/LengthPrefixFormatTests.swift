import Testing

@testable import Framing

@Suite struct LengthPrefixFormatTests {
  static let two = LengthPrefixFormat(width: .two, maximumBytes: 5)
  static let tooLong = FramingError.tooLong(limitBytes: 5)

  static func format(
    _ width: FieldWidth,
    _ order: ByteOrder = .bigEndian,
    offset: Int = 0,
    adjustment: Int = 0
  ) -> LengthPrefixFormat {
    LengthPrefixFormat(
      width: width,
      order: order,
      offset: offset,
      adjustment: adjustment,
      maximumBytes: 5
    )
  }

  static let vectors: [FrameVector] = [
    FrameVector(two, [], []),
    FrameVector(two, [0, 0], [[]]),
    FrameVector(two, [0, 2, 7, 8, 0, 1, 9], [[7, 8], [9]]),
    FrameVector(two, [0, 4, 1, 2, 3, 4], [[1, 2, 3, 4]]),
    FrameVector(two, [0, 5, 1, 2, 3, 4, 5], [[1, 2, 3, 4, 5]]),
    FrameVector(two, [0, 6], fails: tooLong),
    FrameVector(two, [0, 0, 0xFF, 0xFF], [[]], fails: tooLong),
    FrameVector(two, [0], fails: .truncated(afterBytes: 1)),
    FrameVector(two, [0, 2, 1], fails: .truncated(afterBytes: 3)),
    FrameVector(format(.one), [2, 7, 8], [[7, 8]]),
    FrameVector(format(.two, .littleEndian), [2, 0, 7, 8], [[7, 8]]),
    FrameVector(format(.three), [0, 0, 2, 7, 8], [[7, 8]]),
    FrameVector(format(.three, .littleEndian), [2, 0, 0, 7, 8], [[7, 8]]),
    FrameVector(format(.three), [1, 0, 0], fails: tooLong),
    FrameVector(format(.four), [0, 0, 0, 2, 7, 8], [[7, 8]]),
    FrameVector(format(.four, .littleEndian), [2, 0, 0, 0, 7, 8], [[7, 8]]),
    FrameVector(format(.four), [0xFF, 0xFF, 0xFF, 0xFF], fails: tooLong),
    FrameVector(format(.eight), [0, 0, 0, 0, 0, 0, 0, 2, 7, 8], [[7, 8]]),
    FrameVector(format(.eight, .littleEndian), [2, 0, 0, 0, 0, 0, 0, 0, 7, 8], [[7, 8]]),
    FrameVector(format(.eight), [UInt8](repeating: 0xFF, count: 8), fails: tooLong),
    FrameVector(format(.eight), [0x7F] + [UInt8](repeating: 0xFF, count: 7), fails: tooLong),
    FrameVector(format(.varint), [2, 7, 8], [[7, 8]]),
    FrameVector(format(.varint), reading: [0x82, 0x00, 7, 8], [[7, 8]]),
    FrameVector(
      format(.varint),
      reading: [0x81] + [UInt8](repeating: 0x80, count: 8) + [0, 7],
      [[7]]
    ),
    FrameVector(format(.varint), [6], fails: tooLong),
    FrameVector(format(.varint), [UInt8](repeating: 0xFF, count: 9) + [1], fails: tooLong),
    FrameVector(
      format(.varint),
      [UInt8](repeating: 0xFF, count: 9) + [2],
      fails: .malformedNumber(atByte: 0)
    ),
    FrameVector(
      format(.varint, offset: 1),
      [UInt8](repeating: 0x80, count: 11),
      fails: .malformedNumber(atByte: 1)
    ),
    FrameVector(format(.definite), [2, 7, 8], [[7, 8]]),
    FrameVector(format(.definite), reading: [0x82, 0, 2, 7, 8], [[7, 8]]),
    FrameVector(format(.definite), [0x80, 0], fails: .malformedNumber(atByte: 0)),
    FrameVector(format(.definite), [0x89, 0], fails: .malformedNumber(atByte: 0)),
    FrameVector(format(.definite), [0x88] + [UInt8](repeating: 0xFF, count: 8), fails: tooLong),
    FrameVector(format(.one, offset: 2), [0, 0, 1, 7, 0, 0, 0], [[7], []]),
    FrameVector(format(.one, offset: 2), reading: [5, 6, 1, 7], [[7]]),
    FrameVector(format(.two, adjustment: -2), [0, 2, 0, 3, 7], [[], [7]]),
    FrameVector(format(.two, adjustment: -2), [0, 7, 1, 2, 3, 4, 5], [[1, 2, 3, 4, 5]]),
    FrameVector(format(.two, adjustment: -2), [0, 8], fails: tooLong),
    FrameVector(format(.two, adjustment: -2), [0, 1], fails: .negativeLength),
    FrameVector(
      format(.one, adjustment: 3),
      [0, 7, 8, 9, 2, 1, 2, 3, 4, 5],
      [[7, 8, 9], [1, 2, 3, 4, 5]]
    ),
    FrameVector(format(.one, adjustment: 3), [3], fails: tooLong),
    FrameVector(
      format(.eight, adjustment: .min),
      [0, 0, 0, 0, 0, 0, 0, 1],
      fails: .negativeLength
    ),
  ]

  @Test(arguments: vectors)
  func `a vector holds in both directions, however it is cut`(vector: FrameVector) throws {
    try vector.expectAll()
  }

  @Test(arguments: FieldWidth.allCases, ByteOrder.allCases)
  func `content of every length near a limit comes back`(
    width: FieldWidth,
    order: ByteOrder
  ) throws {
    for count in [0, 1, 126, 127, 128, 129, 254, 255, 256, 257, 16_383, 16_384, 65_535, 65_536] {
      let format = LengthPrefixFormat(width: width, order: order)
      let content = [UInt8](repeating: 7, count: count)
      guard UInt64(count) <= width.maximum else {
        #expect(format.refusal(of: content) == .tooLong(limitBytes: Int(width.maximum)))
        continue
      }
      var encoded: [UInt8] = []
      try format.append(content, to: &encoded)
      let decoded = DecodedFrames(encoded, by: format, piecesOf: encoded.count)
      #expect(decoded == DecodedFrames([content], .ended(rest: [])))
    }
  }

  @Test func `content longer than the maximum is not encoded`() {
    #expect(Self.two.refusal(of: [1, 2, 3, 4, 5, 6]) == Self.tooLong)
    #expect(Self.format(.one, adjustment: 3).refusal(of: [1, 2]) == .negativeLength)
    #expect(Self.format(.eight, adjustment: .min).refusal(of: [1]) == Self.nothingFits)
  }

  /// What a format says whose length can be nothing.
  static let nothingFits = FramingError.tooLong(limitBytes: 0)

  @Test func `the maximum is no more than the length can say`() {
    #expect(LengthPrefixFormat(width: .one).maximumBytes == 255)
    #expect(LengthPrefixFormat(width: .one, adjustment: -2).maximumBytes == 253)
    #expect(LengthPrefixFormat(width: .one, adjustment: 2).maximumBytes == 257)
    #expect(LengthPrefixFormat(width: .one, adjustment: -300).maximumBytes == 0)
    #expect(LengthPrefixFormat(width: .eight, adjustment: .max).maximumBytes == 1 << 20)
    #expect(LengthPrefixFormat().maximumBytes == 1 << 20)
    #expect(LengthPrefixFormat(maximumBytes: -1).maximumBytes == 0)
  }

  @Test func `the preamble is written before the length`() throws {
    var format = LengthPrefixFormat(width: .one, offset: 2)
    format.preamble = [5, 6]
    var encoded: [UInt8] = []
    try format.append([7], to: &encoded)
    #expect(encoded == [5, 6, 1, 7])
  }

  @Test func `a decoder says how many bytes a frame needs as soon as it knows`() throws {
    var decoder = LengthPrefixFormat(width: .two, offset: 1).makeDecoder()
    let stream: [UInt8] = [0, 0, 3, 1, 2, 3]
    for (count, needed) in [(0, 3), (1, 3), (2, 3), (3, 6), (4, 6), (5, 6)] {
      let bytes = Array(stream.prefix(count))
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      let search = try unsafe decoder.nextFrame(in: bytes.span.bytes, isEnd: false)
      #expect(search == .needs(byteCount: needed))
    }
  }
}
