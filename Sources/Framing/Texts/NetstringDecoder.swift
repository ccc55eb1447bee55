internal import ByteStreams

/// Finds netstrings; see `NetstringFormat`.
public struct NetstringDecoder: FrameDecoder {
  private let maximumBytes: Int
  private var failure: FramingError?

  /// A decoder that has seen nothing yet.
  public init(_ format: NetstringFormat) {
    maximumBytes = format.maximumBytes
  }

  /// Looks for a netstring, as `FrameDecoder` says.
  ///
  /// - Throws: `.malformedNumber`; `.tooLong`; `.missingTerminator` where there is no comma;
  ///   `.truncated`.
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

  private func search(in bytes: RawSpan) throws(FramingError) -> FrameSearch {
    let length = try DecimalNumber(in: bytes, at: 0, maximum: maximumBytes)
    guard length.end < bytes.byteCount else { return .needs(byteCount: bytes.byteCount + 1) }
    guard let count = length.value, bytes.byte(at: length.end) == NetstringFormat.colon else {
      throw .malformedNumber(atByte: length.end)
    }
    let start = length.end + 1
    let end = start + count
    guard end < bytes.byteCount else { return .needs(byteCount: end + 1) }
    guard bytes.byte(at: end) == NetstringFormat.comma else {
      throw .missingTerminator(atByte: end)
    }
    return .found(FoundFrame(content: start..<end, consumedBytes: end + 1))
  }
}
