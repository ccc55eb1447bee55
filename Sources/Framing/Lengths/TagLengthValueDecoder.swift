internal import ByteStreams

/// Finds frames of a tag, a length and a value; see `TagLengthValueFormat`.
public struct TagLengthValueDecoder: FrameDecoder {
  /// The tag of the frame that was found last; 0 before the first.
  public private(set) var tag: UInt64 = 0
  private let tagField: NumberField
  private let length: ContentLength
  private var failure: FramingError?

  /// A decoder that has seen nothing yet.
  public init(_ format: TagLengthValueFormat) {
    tagField = format.tagField
    length = format.length
  }

  /// Looks for a frame, as `FrameDecoder` says.
  ///
  /// - Throws: `.tooLong`; `.malformedNumber` where a tag or a length of variable width is longer
  ///   than 64 bits; `.truncated`.
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
    guard let tag = try tagField.read(from: bytes, at: 0) else {
      return needs(atLeast: tagField.bytesMin + length.field.bytesMin, of: bytes)
    }
    guard let number = try length.field.read(from: bytes, at: tag.end) else {
      return needs(atLeast: tag.end + length.field.bytesMin, of: bytes)
    }
    let end = number.end + (try length.contentBytes(announced: number.value))
    guard end <= bytes.byteCount else { return .needs(byteCount: end) }
    self.tag = tag.value
    return .found(FoundFrame(content: number.end..<end, consumedBytes: end))
  }

  private func needs(atLeast count: Int, of bytes: RawSpan) -> FrameSearch {
    .needs(byteCount: max(bytes.byteCount + 1, count))
  }
}
