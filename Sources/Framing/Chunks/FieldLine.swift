internal import ByteStreams

/// A field of the trailer: a name, a colon, a value (RFC 9112, 5).
enum FieldLine {
  /// Throws where the line at `place`, without its ending, is no field.
  ///
  /// - Throws: `.malformedLine` where there is no name that is a token, no colon right behind it,
  ///   or a control character in the value. So a line that begins with a space, which once
  ///   continued the one before it, is refused.
  static func check(in bytes: RawSpan, at place: Range<Int>) throws(FramingError) {
    var colon = place.lowerBound
    while colon < place.upperBound, isToken(bytes.byte(at: colon)) { colon += 1 }
    guard colon > place.lowerBound, colon < place.upperBound,
      bytes.byte(at: colon) == UInt8(ascii: ":")
    else { throw .malformedLine(atByte: colon) }
    for offset in colon..<place.upperBound where !isFieldContent(bytes.byte(at: offset)) {
      throw .malformedLine(atByte: offset)
    }
  }

  /// Whether the byte is a space or a tabulator.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// Whether a value may hold the byte: everything but control characters (RFC 9110, 5.5).
  static func isFieldContent(_ byte: UInt8) -> Bool {
    (byte >= 0x20 && byte != 0x7F) || byte == UInt8(ascii: "\t")
  }

  /// Whether a name may hold the byte (RFC 9110, 5.6.2).
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default:
      symbols.contains(byte)
    }
  }

  private static let symbols = Array("!#$%&'*+-.^_`|~".utf8)
}
