internal import ByteStreams

/// Finds frames with a delimiter behind each; see `DelimiterFormat`.
public struct DelimiterDecoder: FrameDecoder {
  private let format: DelimiterFormat
  /// How many places at the start the delimiter does not begin at.
  private var searchedBytes = 0
  private var failure: FramingError?

  /// A decoder that has seen nothing yet.
  public init(_ format: DelimiterFormat) {
    self.format = format
  }

  /// Looks for a frame, as `FrameDecoder` says.
  ///
  /// - Throws: `.tooLong`; `.truncated`.
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

  private mutating func search(in bytes: RawSpan) throws(FramingError) -> FrameSearch {
    let delimiter = format.delimiter
    if let offset = bytes.firstOffset(of: delimiter, from: searchedBytes) {
      guard offset <= format.maximumBytes else { throw .tooLong(limitBytes: format.maximumBytes) }
      searchedBytes = 0
      return .found(FoundFrame(content: 0..<offset, consumedBytes: offset + delimiter.count))
    }
    searchedBytes = max(searchedBytes, bytes.byteCount - delimiter.count + 1)
    guard mayEndInTime(bytes) else { throw .tooLong(limitBytes: format.maximumBytes) }
    return .needs(byteCount: bytes.byteCount + 1)
  }

  /// Whether the delimiter may still begin where the content is no longer than allowed.
  private func mayEndInTime(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount > format.maximumBytes else { return true }
    guard searchedBytes <= format.maximumBytes else { return false }
    return (searchedBytes...format.maximumBytes).contains { start in
      format.beginsDelimiter(at: start, in: bytes)
    }
  }
}
