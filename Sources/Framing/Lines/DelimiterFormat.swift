internal import ByteStreams

/// Frames with a delimiter behind each, which their content does not hold.
public struct DelimiterFormat: FrameFormat, Hashable {
  /// What stands behind the content.
  public let delimiter: [UInt8]
  /// How many bytes of content are allowed, without the delimiter.
  public let maximumBytes: Int

  /// Frames with this delimiter behind them.
  ///
  /// - Parameters:
  ///   - delimiter: at least a byte, and at most `FramingLimits.delimiterBytesMax`, or the program
  ///     ends. The program chooses it, never a peer: time may grow with its length.
  ///   - maximumBytes: how many bytes of content are allowed; less than 0 is 0.
  public init(_ delimiter: [UInt8], maximumBytes: Int = FramingLimits.frameBytesDefault) {
    precondition(
      (1...FramingLimits.delimiterBytesMax).contains(delimiter.count),
      "a delimiter of no or too many bytes"
    )
    self.delimiter = delimiter
    self.maximumBytes = FramingLimits.maximumBytes(nearest: maximumBytes)
  }

  /// A decoder of such frames.
  public func makeDecoder() -> DelimiterDecoder {
    DelimiterDecoder(self)
  }

  /// Appends nothing, after a look at the content.
  ///
  /// - Throws: `.tooLong`; `.containsDelimiter` also where only content and delimiter together hold
  ///   it before its place.
  public func appendHeader(
    for content: RawSpan,
    to output: inout [UInt8]
  ) throws(FramingError) {
    try checkLength(of: content)
    if let offset = content.firstOffset(of: delimiter, from: 0) {
      throw .containsDelimiter(atByte: offset)
    }
    if let offset = offsetOfEarlyDelimiter(behind: content) {
      throw .containsDelimiter(atByte: offset)
    }
  }

  /// Appends the delimiter.
  public func appendTrailer(for content: RawSpan, to output: inout [UInt8]) {
    output += delimiter
  }

  /// Where in the content a delimiter begins that the delimiter behind it completes; nil if
  /// nowhere.
  private func offsetOfEarlyDelimiter(behind content: RawSpan) -> Int? {
    let count = content.byteCount
    return (max(0, count - delimiter.count + 1)..<count).first { start in
      let begun = count - start
      return beginsDelimiter(at: start, in: content)
        && delimiter.dropFirst(begun).elementsEqual(delimiter.dropLast(begun))
    }
  }

  /// Whether all bytes from `start` on, fewer than the delimiter has, are its beginning.
  func beginsDelimiter(at start: Int, in bytes: RawSpan) -> Bool {
    for offset in start..<bytes.byteCount
    where bytes.byte(at: offset) != delimiter[offset - start] {
      return false
    }
    return true
  }
}

extension FrameFormat where Self == DelimiterFormat {
  /// Frames with a delimiter behind each; see `DelimiterFormat.init`.
  public static func delimited(
    by delimiter: [UInt8],
    maximumBytes: Int = FramingLimits.frameBytesDefault
  ) -> DelimiterFormat {
    DelimiterFormat(delimiter, maximumBytes: maximumBytes)
  }
}
