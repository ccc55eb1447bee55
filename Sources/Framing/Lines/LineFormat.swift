internal import ByteStreams

/// Lines: content with an ending behind it.
///
/// With `.lineFeed` and `.either` the content can hold no line feed, with
/// `.carriageReturnLineFeed` not both bytes in a row; strict lines hold neither of the two bytes.
public struct LineFormat: FrameFormat, Hashable {
  /// What ends a line.
  public let ending: LineEnding
  /// What a line may hold beside it.
  public let strictness: LineStrictness
  /// What becomes of bytes at the end of the stream that no ending follows.
  public let unendedLine: UnendedLine
  /// How many bytes a line may have without its ending.
  public let maximumBytes: Int

  /// Lines with this ending.
  ///
  /// - Parameters:
  ///   - ending: what ends a line.
  ///   - strictness: what a line may hold beside it.
  ///   - unendedLine: what becomes of bytes at the end of the stream that no ending follows. To
  ///     give them is a mistake where a line that was cut means something else.
  ///   - maximumBytes: how many bytes a line may have without its ending; less than 0 is 0.
  public init(
    ending: LineEnding = .either,
    strictness: LineStrictness = .lenient,
    unendedLine: UnendedLine = .refused,
    maximumBytes: Int = FramingLimits.lineBytesDefault
  ) {
    self.ending = ending
    self.strictness = strictness
    self.unendedLine = unendedLine
    self.maximumBytes = FramingLimits.maximumBytes(nearest: maximumBytes)
  }

  /// A decoder of such lines.
  public func makeDecoder() -> LineDecoder {
    LineDecoder(self)
  }

  /// Appends nothing, after a look at the content.
  ///
  /// - Throws: `.tooLong`; `.containsDelimiter`.
  public func appendHeader(
    for content: RawSpan,
    to output: inout [UInt8]
  ) throws(FramingError) {
    try checkLength(of: content)
    if let offset = offsetOfDelimiter(in: content) { throw .containsDelimiter(atByte: offset) }
  }

  /// Appends the ending.
  public func appendTrailer(for content: RawSpan, to output: inout [UInt8]) {
    if ending != .lineFeed { output.append(LineEnding.carriageReturn) }
    output.append(LineEnding.feed)
  }

  /// Whether the first line feed ends a line, whatever is before it.
  var endsAtFirstFeed: Bool {
    strictness == .lenient && ending != .carriageReturnLineFeed
  }

  /// Where the content holds what it may not; nil if nowhere.
  private func offsetOfDelimiter(in content: RawSpan) -> Int? {
    switch (strictness, ending) {
    case (.strict, _):
      content.firstOffset(of: LineEnding.feed, from: 0)
        ?? content.firstOffset(of: LineEnding.carriageReturn, from: 0)
    case (.lenient, .carriageReturnLineFeed):
      content.firstOffset(of: ending.bytes, from: 0)
    case (.lenient, _):
      content.firstOffset(of: LineEnding.feed, from: 0)
    }
  }
}

extension FrameFormat where Self == LineFormat {
  /// Lines; see `LineFormat.init`.
  public static func lines(
    ending: LineEnding = .either,
    strictness: LineStrictness = .lenient,
    unendedLine: UnendedLine = .refused,
    maximumBytes: Int = FramingLimits.lineBytesDefault
  ) -> LineFormat {
    LineFormat(
      ending: ending,
      strictness: strictness,
      unendedLine: unendedLine,
      maximumBytes: maximumBytes
    )
  }
}
