public import ByteStreams

/// Finds lines; see `LineFormat`.
///
/// What it finds does not depend on how the bytes were cut on their way: a line is judged when its
/// line feed has come, or when no line of the allowed length can come of what is there.
public struct LineDecoder: FrameDecoder {
  @usableFromInline let format: LineFormat
  /// How many bytes at the start hold no ending.
  @usableFromInline var searchedBytes = 0
  /// Whether the first line feed ends a line whatever is before it, and no error was thrown.
  @usableFromInline var endsAtFirstFeed: Bool
  private var failure: FramingError?

  /// A decoder that has seen nothing yet.
  public init(_ format: LineFormat) {
    self.format = format
    endsAtFirstFeed = format.endsAtFirstFeed
  }

  /// Looks for a line, as `FrameDecoder` says.
  ///
  /// Inlined is what most lines take: one whose first line feed ends it.
  ///
  /// - Throws: `.tooLong`; `.truncated`; of strict lines `.bareCarriageReturn` and `.bareLineFeed`.
  @inlinable @inline(__always)
  public mutating func nextFrame(
    in bytes: RawSpan,
    isEnd: Bool
  ) throws(FramingError) -> FrameSearch {
    if endsAtFirstFeed {
      if let feed = bytes.firstOffset(of: LineEnding.feed, from: searchedBytes) {
        let count = contentBytes(before: feed, in: bytes)
        if count <= format.maximumBytes {
          searchedBytes = 0
          return .found(FoundFrame(content: 0..<count, consumedBytes: feed &+ 1))
        }
      } else {
        searchedBytes = bytes.byteCount
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
    do throws(FramingError) { return try search(in: bytes, isEnd: isEnd) } catch {
      failure = error
      endsAtFirstFeed = false
      throw error
    }
  }

  /// How many bytes of content a line has that ends with the line feed.
  @inlinable @inline(__always)
  func contentBytes(before feed: Int, in bytes: RawSpan) -> Int {
    guard format.ending != .lineFeed, feed > 0,
      bytes.byte(at: feed &- 1) == LineEnding.carriageReturn
    else { return feed }
    return feed &- 1
  }

  private mutating func search(
    in bytes: RawSpan,
    isEnd: Bool
  ) throws(FramingError) -> FrameSearch {
    var start = searchedBytes
    while let feed = bytes.firstOffset(of: LineEnding.feed, from: start) {
      if let line = try line(endingWith: feed, in: bytes) {
        searchedBytes = 0
        return .found(line)
      }
      start = feed + 1
    }
    try checkRoom(in: bytes)
    if isEnd { return try end(of: bytes) }
    searchedBytes = bytes.byteCount
    return .needs(byteCount: bytes.byteCount + 1)
  }

  /// The line that ends with the line feed; nil where this is content.
  private func line(
    endingWith feed: Int,
    in bytes: RawSpan
  ) throws(FramingError) -> FoundFrame? {
    let count = contentBytes(before: feed, in: bytes)
    guard count <= format.maximumBytes else { throw .tooLong(limitBytes: format.maximumBytes) }
    if format.ending == .carriageReturnLineFeed && count == feed {
      guard format.strictness == .lenient else { throw .bareLineFeed(atByte: feed) }
      return nil
    }
    try checkContent(bytes.extracting(first: count))
    return FoundFrame(content: 0..<count, consumedBytes: feed + 1)
  }

  private func checkContent(_ content: RawSpan) throws(FramingError) {
    guard format.strictness == .strict else { return }
    if let offset = content.firstOffset(of: LineEnding.carriageReturn, from: 0) {
      throw .bareCarriageReturn(atByte: offset)
    }
  }

  /// Throws where no line that is short enough can come of the bytes, which hold no ending.
  ///
  /// One byte more than the maximum may be the carriage return of the ending.
  private func checkRoom(in bytes: RawSpan) throws(FramingError) {
    let limit = format.maximumBytes
    guard bytes.byteCount > limit else { return }
    guard format.ending != .lineFeed, bytes.byteCount == limit + 1,
      bytes.byte(at: limit) == LineEnding.carriageReturn
    else { throw .tooLong(limitBytes: limit) }
  }

  /// What follows where the stream ends without another ending.
  private mutating func end(of bytes: RawSpan) throws(FramingError) -> FrameSearch {
    let count = bytes.byteCount
    if count == 0 { return .ended(consumedBytes: 0) }
    guard format.unendedLine == .given else { throw .truncated(afterBytes: count) }
    guard count <= format.maximumBytes else { throw .tooLong(limitBytes: format.maximumBytes) }
    try checkContent(bytes)
    searchedBytes = 0
    return .found(FoundFrame(content: 0..<count, consumedBytes: count))
  }
}
