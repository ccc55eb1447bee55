/// What a decoder has found in the bytes that have come.
public enum FrameSearch: Hashable, Sendable {
  /// A whole frame, at the start of the bytes.
  case found(FoundFrame)
  /// No whole frame yet: another look is worth while when at least so many bytes are there, counted
  /// from the same start, which is more than there are.
  case needs(byteCount: Int)
  /// No frame follows: the stream has ended between two frames, or the format's own end was met,
  /// which lies in the first `consumedBytes` bytes. What comes behind them is something else.
  case ended(consumedBytes: Int)
}

extension FrameSearch {
  /// The same, where it is known whether the stream ends behind the bytes: more that is needed does
  /// not come then.
  ///
  /// - Throws: `.truncated` where there is a part of a frame.
  func atEnd(_ isEnd: Bool, of bytes: RawSpan) throws(FramingError) -> FrameSearch {
    guard isEnd, case .needs = self else { return self }
    guard bytes.byteCount == 0 else { throw .truncated(afterBytes: bytes.byteCount) }
    return .ended(consumedBytes: 0)
  }
}
