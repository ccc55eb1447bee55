internal import ByteStreams

/// Frames that all have the same size, with nothing between them.
public struct FixedSizeFormat: FrameFormat, Hashable {
  /// How many bytes each frame has.
  public let maximumBytes: Int

  /// Frames of so many bytes.
  ///
  /// - Parameter byteCount: 1 to `FramingLimits.frameBytesMax`, or the program ends.
  public init(byteCount: Int) {
    precondition((1...FramingLimits.frameBytesMax).contains(byteCount), "a size out of range")
    maximumBytes = byteCount
  }

  /// A decoder of such frames.
  public func makeDecoder() -> FixedSizeDecoder {
    FixedSizeDecoder(self)
  }

  /// Appends nothing, after a look at the size.
  ///
  /// - Throws: `.wrongSize`.
  public func appendHeader(
    for content: RawSpan,
    to output: inout [UInt8]
  ) throws(FramingError) {
    guard content.byteCount == maximumBytes else { throw .wrongSize(expectedBytes: maximumBytes) }
  }
}

extension FrameFormat where Self == FixedSizeFormat {
  /// Frames that all have the same size; see `FixedSizeFormat.init`.
  public static func fixedSize(byteCount: Int) -> FixedSizeFormat {
    FixedSizeFormat(byteCount: byteCount)
  }
}
