/// Finds one frame after another in bytes that have come, where they lie.
///
/// It does no input and keeps no bytes: whoever calls it keeps those that were not consumed, and
/// shows them again with more behind them. It remembers how far it has looked, so that a frame
/// which comes byte by byte costs no more than one that comes whole.
///
///     var decoder = LineFormat().makeDecoder()
///     while case .found(let frame) = try decoder.nextFrame(in: bytes, isEnd: false) {
///       use(frame.content(of: bytes))
///       bytes = bytes.extracting(droppingFirst: frame.consumedBytes)
///     }
public protocol FrameDecoder: Sendable {
  /// Looks for a whole frame at the start of the bytes.
  ///
  /// - Parameters:
  ///   - bytes: all that has come and belongs to no frame that was found before: after
  ///     `.needs(byteCount:)` the same bytes again, with others behind them.
  ///   - isEnd: whether nothing comes behind them. It may be said at once or when nothing else is
  ///     left.
  /// - Returns: a frame; how many bytes are needed; or that no frame follows, which it says again
  ///   when asked again.
  /// - Throws: what is wrong with the bytes, by the error's case; `.truncated` at the end within a
  ///   frame. All later calls throw the same.
  mutating func nextFrame(
    in bytes: RawSpan,
    isEnd: Bool
  ) throws(FramingError) -> FrameSearch
}
