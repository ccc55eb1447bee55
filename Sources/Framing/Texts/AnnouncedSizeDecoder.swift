internal import ByteStreams

/// Finds content whose size was announced; see `AnnouncedSizeFormat`.
public struct AnnouncedSizeDecoder: FrameDecoder {
  private let format: AnnouncedSizeFormat
  /// The announcement as far as it has come: its size, and where it ends.
  private var announcement: (size: Int, end: Int)?
  private var isAcknowledged = false
  private var failure: FramingError?

  /// A decoder that has seen nothing yet.
  public init(_ format: AnnouncedSizeFormat) {
    self.format = format
  }

  /// The size that the digits which have come announce; nil before the first of them.
  ///
  /// Until the nod another digit may still come.
  public var announcedBytes: Int? { announcement?.size }

  /// Takes the announcement that the last search has seen as whole: all that follows is content.
  ///
  /// - Returns: whether there was one.
  public mutating func acknowledge() -> Bool {
    isAcknowledged = announcement != nil
    return isAcknowledged
  }

  /// Looks for content, as `FrameDecoder` says; before the nod it finds none.
  ///
  /// - Throws: `.malformedLine` where something else was announced; `.malformedNumber` where no
  ///   digits follow, or something other than a digit before the nod; `.tooLong`; `.truncated`.
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
    guard isAcknowledged, let (size, start) = announcement else {
      try readAnnouncement(in: bytes)
      return .needs(byteCount: bytes.byteCount + 1)
    }
    let end = start + size
    guard end <= bytes.byteCount else { return .needs(byteCount: end) }
    announcement = nil
    isAcknowledged = false
    return .found(FoundFrame(content: start..<end, consumedBytes: end))
  }

  private mutating func readAnnouncement(in bytes: RawSpan) throws(FramingError) {
    for (offset, expected) in format.prefix.enumerated() {
      guard offset < bytes.byteCount else { return }
      guard bytes.byte(at: offset) == expected else { throw .malformedLine(atByte: offset) }
    }
    let maximum = format.maximumBytes
    let number = try DecimalNumber(in: bytes, at: format.prefix.count, maximum: maximum)
    guard number.end == bytes.byteCount else { throw .malformedNumber(atByte: number.end) }
    announcement = number.value.map { (size: $0, end: number.end) }
  }
}
