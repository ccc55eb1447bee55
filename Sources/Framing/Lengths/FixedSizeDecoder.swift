internal import ByteStreams

/// Finds frames that all have the same size; see `FixedSizeFormat`.
public struct FixedSizeDecoder: FrameDecoder {
  private let byteCount: Int
  private var failure: FramingError?

  /// A decoder that has seen nothing yet.
  public init(_ format: FixedSizeFormat) {
    byteCount = format.maximumBytes
  }

  /// Looks for a frame, as `FrameDecoder` says.
  ///
  /// - Throws: `.truncated`.
  public mutating func nextFrame(
    in bytes: RawSpan,
    isEnd: Bool
  ) throws(FramingError) -> FrameSearch {
    if let failure { throw failure }
    do throws(FramingError) { return try search(in: bytes).atEnd(isEnd, of: bytes) } catch {
      failure = error
      throw error
    }
  }

  private func search(in bytes: RawSpan) -> FrameSearch {
    bytes.byteCount < byteCount
      ? .needs(byteCount: byteCount)
      : .found(FoundFrame(content: 0..<byteCount, consumedBytes: byteCount))
  }
}
