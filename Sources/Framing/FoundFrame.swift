/// Where a frame lies in the bytes that were looked at.
///
/// What lies before the content is the frame's header, what lies behind it its trailer.
public struct FoundFrame: Hashable, Sendable {
  /// Where the content is, counted from the start of the bytes.
  public let content: Range<Int>

  /// How many bytes the frame has with all that belongs to it: there the next one begins.
  public let consumedBytes: Int

  /// A frame with this content, which lies within its bytes.
  public init(content: Range<Int>, consumedBytes: Int) {
    assert(content.lowerBound >= 0 && content.upperBound <= consumedBytes, "content outside")
    self.content = content
    self.consumedBytes = consumedBytes
  }

  /// The content, lent from the bytes that were looked at.
  @_lifetime(copy bytes)
  public func content(of bytes: RawSpan) -> RawSpan {
    bytes.extracting(content)
  }
}
