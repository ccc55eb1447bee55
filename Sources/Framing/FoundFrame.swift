/// Where a frame lies in the bytes that were looked at.
///
/// What lies before the content is the frame's header, what lies behind it its trailer.
public struct FoundFrame: Hashable, Sendable {
  /// Where the content is, counted from the start of the bytes.
  public let content: Range<Int>

  /// How many bytes the frame has with all that belongs to it: there the next one begins.
  public let consumedBytes: Int

  /// A frame with this content, which lies within its bytes.
  @inlinable
  public init(content: Range<Int>, consumedBytes: Int) {
    assert(content.lowerBound >= 0 && content.upperBound <= consumedBytes, "content outside")
    self.content = content
    self.consumedBytes = consumedBytes
  }

  /// The content, lent from the bytes that were looked at.
  @inlinable
  @_lifetime(copy bytes)
  public func content(of bytes: RawSpan) -> RawSpan {
    bytes.extracting(content)
  }

  /// The bytes behind the frame, lent from those that were looked at.
  @inlinable
  @_lifetime(copy bytes)
  public func rest(of bytes: RawSpan) -> RawSpan {
    precondition((0...bytes.byteCount).contains(consumedBytes), "not the bytes of the frame")
    // SAFETY: the line above has checked the range.
    return unsafe bytes.extracting(unchecked: consumedBytes..<bytes.byteCount)
  }
}
