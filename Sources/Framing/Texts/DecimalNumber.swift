internal import ByteStreams

/// A number as decimal digits, of which the first is 0 only where it is the only one.
struct DecimalNumber {
  /// What the digits that are there come to; nil where there is none.
  let value: Int?
  /// Where the bytes behind them begin.
  ///
  /// Where these are not there, more digits may still come.
  let end: Int

  /// Reads digits from `start` on.
  ///
  /// - Throws: `.tooLong` as soon as they are more than `maximum`, `.malformedNumber` where a digit
  ///   follows a 0 at the beginning: both bound how many there are.
  init(in bytes: RawSpan, at start: Int, maximum: Int) throws(FramingError) {
    var value: Int?
    var end = start
    while end < bytes.byteCount, let digit = Self.digit(bytes.byte(at: end)) {
      guard value != 0 else { throw .malformedNumber(atByte: end) }
      let (tens, overflows) = (value ?? 0).multipliedReportingOverflow(by: 10)
      guard !overflows, tens <= maximum - digit else { throw .tooLong(limitBytes: maximum) }
      value = tens + digit
      end += 1
    }
    self.value = value
    self.end = end
  }

  /// Appends a number, which is not negative.
  static func append(_ number: Int, to output: inout [UInt8]) {
    output += String(number).utf8
  }

  private static func digit(_ byte: UInt8) -> Int? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return digits.contains(byte) ? Int(byte - digits.lowerBound) : nil
  }
}
