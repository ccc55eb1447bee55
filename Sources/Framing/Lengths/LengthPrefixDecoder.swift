public import ByteStreams

/// Finds frames that begin with their length; see `LengthPrefixFormat`.
///
/// A length that is too long is refused before any of the content has come.
public struct LengthPrefixDecoder: FrameDecoder {
  @usableFromInline let length: ContentLength
  @usableFromInline let offset: Int
  /// Whether the length has four bytes, the highest first, and counts the content alone, and no
  /// error was thrown.
  @usableFromInline var isUsual: Bool
  private var failure: FramingError?

  /// A decoder that has seen nothing yet.
  public init(_ format: LengthPrefixFormat) {
    length = format.length
    offset = format.preamble.count
    let usual = NumberField(width: .four, order: .bigEndian)
    isUsual = length.field == usual && length.adjustment == 0
  }

  /// Looks for a frame, as `FrameDecoder` says.
  ///
  /// Inlined is what most frames take: one that is whole, with a length of four bytes, the
  /// highest first.
  ///
  /// - Throws: `.tooLong`, `.negativeLength`; `.malformedNumber` where a length of variable width
  ///   is longer than 64 bits; `.truncated`.
  @inlinable @inline(__always)
  public mutating func nextFrame(
    in bytes: RawSpan,
    isEnd: Bool
  ) throws(FramingError) -> FrameSearch {
    let start = offset &+ 4
    if isUsual, bytes.byteCount >= start {
      let count = Int(bytes.integer(at: offset).bigEndian)
      if count <= length.maximumBytes, count <= bytes.byteCount &- start {
        let end = start &+ count
        return .found(FoundFrame(content: start..<end, consumedBytes: end))
      }
    }
    return try nextFrameOfAnyKind(in: bytes, isEnd: isEnd)
  }

  /// The same for every case.
  @usableFromInline
  mutating func nextFrameOfAnyKind(
    in bytes: RawSpan,
    isEnd: Bool
  ) throws(FramingError) -> FrameSearch {
    if let failure { throw failure }
    do throws(FramingError) { return try search(in: bytes).atEnd(isEnd, of: bytes) } catch {
      failure = error
      isUsual = false
      throw error
    }
  }

  private func search(in bytes: RawSpan) throws(FramingError) -> FrameSearch {
    guard let number = try length.field.read(from: bytes, at: offset) else {
      return .needs(byteCount: max(bytes.byteCount + 1, offset + length.field.bytesMin))
    }
    let end = number.end + (try length.contentBytes(announced: number.value))
    guard end <= bytes.byteCount else { return .needs(byteCount: end) }
    return .found(FoundFrame(content: number.end..<end, consumedBytes: end))
  }
}
