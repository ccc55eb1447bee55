internal import ByteStreams

/// Finds frames that begin with their length; see `LengthPrefixFormat`.
///
/// A length that is too long is refused before any of the content has come.
public struct LengthPrefixDecoder: FrameDecoder {
  private let length: ContentLength
  private let offset: Int
  private var failure: FramingError?

  /// A decoder that has seen nothing yet.
  public init(_ format: LengthPrefixFormat) {
    length = format.length
    offset = format.preamble.count
  }

  /// Looks for a frame, as `FrameDecoder` says.
  ///
  /// - Throws: `.tooLong`, `.negativeLength`; `.malformedNumber` where a length of variable width
  ///   is longer than 64 bits; `.truncated`.
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

  @inline(__always)
  private func search(in bytes: RawSpan) throws(FramingError) -> FrameSearch {
    guard let number = try length.field.read(from: bytes, at: offset) else {
      return .needs(byteCount: max(bytes.byteCount + 1, offset + length.field.bytesMin))
    }
    let end = number.end + (try length.contentBytes(announced: number.value))
    guard end <= bytes.byteCount else { return .needs(byteCount: end) }
    return .found(FoundFrame(content: number.end..<end, consumedBytes: end))
  }
}
