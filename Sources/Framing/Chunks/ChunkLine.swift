internal import ByteStreams

/// The line before a chunk, without its ending: the size in hexadecimal digits, and extensions.
struct ChunkLine {
  /// How many bytes the chunk has.
  let size: Int
  /// How many bytes the extensions have, with the spaces before them.
  let extensionBytes: Int

  /// Reads a line that lies at `place`.
  ///
  /// - Parameters:
  ///   - bytes: the bytes with the line.
  ///   - place: where in them it is, without its ending.
  ///   - maximum: how large a chunk may be.
  ///   - limit: what the error says that limits it.
  /// - Throws: `.malformedNumber` without a digit; `.tooLong`; `.malformedLine` where what follows
  ///   the digits is neither spaces nor extensions, or holds control characters.
  init(in bytes: RawSpan, at place: Range<Int>, maximum: Int, limit: Int) throws(FramingError) {
    var size = 0
    var end = place.lowerBound
    while end < place.upperBound, let digit = Self.digit(bytes.byte(at: end)) {
      // The maximum is far from where this would overflow.
      size = size << 4 | digit
      guard size <= maximum else { throw .tooLong(limitBytes: limit) }
      end += 1
    }
    guard end > place.lowerBound else { throw .malformedNumber(atByte: end) }
    self.size = size
    extensionBytes = place.upperBound - end
    try Self.checkExtensions(in: bytes, at: end..<place.upperBound)
  }

  private static func checkExtensions(
    in bytes: RawSpan,
    at place: Range<Int>
  ) throws(FramingError) {
    var isAfterSemicolon = false
    for offset in place {
      let byte = bytes.byte(at: offset)
      if byte == UInt8(ascii: ";") { isAfterSemicolon = true }
      guard FieldLine.isFieldContent(byte), isAfterSemicolon || FieldLine.isSpace(byte) else {
        throw .malformedLine(atByte: offset)
      }
    }
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
