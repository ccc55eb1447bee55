internal import Framing

/// What peers send in frames, in every format.
struct FramingTarget: FuzzTarget {
  let promise = """
    no bytes make a decoder of frames trap: they are frames, or a named error that stays; what is \
    found does not depend on how the bytes were cut on their way, is no longer than allowed, and \
    encodes to bytes in which the same is found; any content is encoded and found again, or \
    refused. Each input goes to every format, as a stream and as content.
    """

  let inputBytesMax = 600

  let words = texts.map { Array($0.utf8) } + numbers

  private static let texts = [
    "\n", "\r", "\r\n", "\r\n\r\n", "|", "||", "aab", "0:,", "5:hello,", "00", "12", "13:", ":",
    ",",
    "5\r\nhello\r\n", "0\r\n\r\n", "1;a=\"b\"\r\n", "A: b\r\n", "ffffffffffffffff", "ready|",
    "ready|5",
    "9999999999999999999",
  ]

  private static let numbers: [[UInt8]] = [
    [0], [1], [0, 0], [0, 1], [1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0x80], [0x80, 0x80], [0x81, 5],
    [0x82, 0, 5], [0x88], [UInt8](repeating: 0xFF, count: 8), [UInt8](repeating: 0xFF, count: 9),
    [UInt8](repeating: 0x80, count: 10), [UInt8](repeating: 0, count: 7),
  ]

  /// Every format, most of them with a maximum that inputs reach.
  private static let formats: [any FrameFormat] =
    lines + [
      .delimited(by: [0x7C], maximumBytes: 40), .delimited(by: [0x7C, 0x7C], maximumBytes: 40),
      .delimited(by: [0x61, 0x61, 0x62], maximumBytes: 40),
      .fixedSize(byteCount: 1), .fixedSize(byteCount: 7), .netstrings(maximumBytes: 40),
      .netstrings(maximumBytes: .max), .chunked(maximumBytes: 60), .chunked(maximumBytes: .max),
      .tagLengthValue(tagWidth: .varint, lengthWidth: .definite, maximumBytes: 40),
      .tagLengthValue(tagWidth: .two, lengthWidth: .two, order: .littleEndian, maximumBytes: 40),
    ] + prefixes

  private static let lines: [any FrameFormat] = LineEnding.allCases.flatMap { ending in
    LineStrictness.allCases.flatMap { strictness in
      UnendedLine.allCases.map { unended in
        .lines(ending: ending, strictness: strictness, unendedLine: unended, maximumBytes: 40)
      }
    }
  }

  private static let prefixes: [any FrameFormat] = FieldWidth.allCases.flatMap { width in
    [
      .lengthPrefixed(width: width, maximumBytes: 40),
      .lengthPrefixed(width: width, order: .littleEndian, maximumBytes: .max),
      .lengthPrefixed(width: width, offset: 2, adjustment: -3, maximumBytes: 40),
      .lengthPrefixed(width: width, adjustment: 2, maximumBytes: 40),
      .lengthPrefixed(width: width, adjustment: .min, maximumBytes: 40),
      .lengthPrefixed(width: width, adjustment: .max, maximumBytes: .max),
    ]
  }

  func check(_ input: [UInt8]) throws(Violation) -> UInt64 {
    var way: UInt64 = 0
    for (index, format) in Self.formats.enumerated() {
      let found = try Self.check(input, by: format)
      // Formats that are alike share a bit.
      if found > 0 { way |= 1 << UInt64(index % 48) }
    }
    try AnnouncedSizeCheck(input).check()
    return way
  }

  /// How many frames there are, after all that is promised.
  private static func check(
    _ input: [UInt8],
    by format: some FrameFormat
  ) throws(Violation) -> Int {
    let check = FrameCheck(input, format)
    try check.encodesAsContent()
    return try check.decodes()
  }
}
