internal import ByteStreams

/// Finds the pieces of a body in chunks, and its end; see `ChunkedFormat`.
public struct ChunkedDecoder: FrameDecoder {
  /// The lines of the trailer as they came, each with its ending, once the end was found; mostly
  /// none.
  public private(set) var trailer: [UInt8] = []

  private var state = State.size
  /// How many bytes at the start were understood, and are not consumed before content is found.
  private var position = 0
  /// How many bytes at the start hold no ending of the line that begins at `position`.
  private var searchedBytes = 0
  /// How many bytes of content are still allowed.
  private var roomBytes: Int
  /// How many bytes of extensions are still allowed.
  private var extensionRoomBytes = FramingLimits.chunkExtensionBytesMax
  private let maximumBytes: Int
  private var failure: FramingError?

  /// What comes next.
  private enum State {
    /// The line with a chunk's size.
    case size
    /// Content, of which so many bytes are missing.
    case content(missing: Int)
    /// The line ending behind the content.
    case contentEnd
    /// Lines of the trailer, the first of which begins at `start`.
    case trailer(start: Int)
    /// Something that does not belong to the body.
    case ended
  }

  /// A decoder that has seen nothing yet.
  public init(_ format: ChunkedFormat) {
    maximumBytes = format.maximumBytes
    roomBytes = format.maximumBytes
  }

  /// Looks for a piece of the body, as `FrameDecoder` says; `.ended` is the end of the body.
  ///
  /// - Throws: `.malformedNumber`; `.tooLong`; `.malformedLine` of extensions and trailer;
  ///   `.bareLineFeed`; `.missingTerminator` behind a chunk; `.headerTooLong`; `.truncated`.
  public mutating func nextFrame(
    in bytes: RawSpan,
    isEnd: Bool
  ) throws(FramingError) -> FrameSearch {
    if let failure { throw failure }
    do throws(FramingError) {
      let search = try search(in: bytes)
      guard isEnd, case .needs = search else { return search }
      throw FramingError.truncated(afterBytes: bytes.byteCount)
    } catch {
      failure = error
      throw error
    }
  }

  private mutating func search(in bytes: RawSpan) throws(FramingError) -> FrameSearch {
    while true {
      let search: FrameSearch? =
        switch state {
        case .size: try readSize(in: bytes)
        case .content(let missing): content(missing: missing, in: bytes)
        case .contentEnd: try readContentEnd(in: bytes)
        case .trailer(let start): try readTrailer(from: start, in: bytes)
        case .ended: .ended(consumedBytes: 0)
        }
      if let search { return search }
    }
  }

  // Each step moves on and gives nil, or gives what the search comes to.

  private mutating func readSize(in bytes: RawSpan) throws(FramingError) -> FrameSearch? {
    let limit = FramingLimits.chunkLineBytesMax
    guard let place = try nextLine(in: bytes, before: position + limit, limit: limit) else {
      return .needs(byteCount: bytes.byteCount + 1)
    }
    let line = try ChunkLine(in: bytes, at: place, maximum: roomBytes, limit: maximumBytes)
    extensionRoomBytes -= line.extensionBytes
    guard extensionRoomBytes >= 0 else {
      throw .headerTooLong(limitBytes: FramingLimits.chunkExtensionBytesMax)
    }
    roomBytes -= line.size
    state = line.size == 0 ? .trailer(start: position) : .content(missing: line.size)
    return nil
  }

  private mutating func content(missing: Int, in bytes: RawSpan) -> FrameSearch {
    let count = min(missing, bytes.byteCount - position)
    guard count > 0 else { return .needs(byteCount: position + 1) }
    let content = position..<position + count
    state = count == missing ? .contentEnd : .content(missing: missing - count)
    position = 0
    searchedBytes = 0
    return .found(FoundFrame(content: content, consumedBytes: content.upperBound))
  }

  private mutating func readContentEnd(in bytes: RawSpan) throws(FramingError) -> FrameSearch? {
    for expected in LineEnding.carriageReturnLineFeed.bytes.dropFirst(position) {
      guard position < bytes.byteCount else { return .needs(byteCount: position + 1) }
      guard bytes.byte(at: position) == expected else {
        throw .missingTerminator(atByte: position)
      }
      position += 1
    }
    searchedBytes = position
    state = .size
    return nil
  }

  private mutating func readTrailer(
    from start: Int,
    in bytes: RawSpan
  ) throws(FramingError) -> FrameSearch? {
    let limit = FramingLimits.trailerBytesMax
    guard let place = try nextLine(in: bytes, before: start + limit, limit: limit) else {
      return .needs(byteCount: bytes.byteCount + 1)
    }
    guard place.isEmpty else {
      try FieldLine.check(in: bytes, at: place)
      return nil
    }
    trailer.append(bytes.extracting(start..<place.lowerBound))
    state = .ended
    return .ended(consumedBytes: position)
  }

  /// Moves over the next line.
  ///
  /// - Returns: where it is, without its ending; nil where it is not there as a whole.
  /// - Throws: `.headerTooLong` where it does not end before an offset; `.bareLineFeed`.
  private mutating func nextLine(
    in bytes: RawSpan,
    before end: Int,
    limit: Int
  ) throws(FramingError) -> Range<Int>? {
    let searched = bytes.extracting(first: min(end, bytes.byteCount))
    guard let feed = searched.firstOffset(of: LineEnding.feed, from: searchedBytes) else {
      guard bytes.byteCount < end else { throw .headerTooLong(limitBytes: limit) }
      searchedBytes = bytes.byteCount
      return nil
    }
    guard feed > position, bytes.byte(at: feed - 1) == LineEnding.carriageReturn else {
      throw .bareLineFeed(atByte: feed)
    }
    let line = position..<feed - 1
    position = feed + 1
    searchedBytes = position
    return line
  }
}
