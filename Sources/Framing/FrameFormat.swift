internal import ByteStreams

/// How frames lie in a stream of bytes: it encodes frames, and makes decoders that find them.
///
/// Both refuse the same: what it encodes its decoder finds again, byte for byte.
public protocol FrameFormat<Decoder>: Sendable {
  /// What finds frames.
  associatedtype Decoder: FrameDecoder

  /// How many bytes of content a frame may have; exactly as many are allowed.
  var maximumBytes: Int { get }

  /// A decoder that has seen nothing yet, for one direction of one stream.
  func makeDecoder() -> Decoder

  /// Appends what stands before the content, if anything, after a look whether it can be encoded.
  ///
  /// Together with `appendTrailer` it serves a writer that does not want to copy the content.
  ///
  /// - Parameters:
  ///   - content: the content, which is not appended.
  ///   - output: where to; it is as it was where this throws.
  /// - Throws: `.tooLong`; what else is wrong with the content in this format.
  func appendHeader(
    for content: RawSpan,
    to output: inout [UInt8]
  ) throws(FramingError)

  /// Appends what stands behind the content, if anything.
  ///
  /// - Parameters:
  ///   - content: the content, for which `appendHeader` has not thrown.
  ///   - output: where to.
  func appendTrailer(for content: RawSpan, to output: inout [UInt8])

  /// Appends what says that no frame follows, in a format that says so; in others nothing.
  func appendEnd(to output: inout [UInt8])
}

extension FrameFormat {
  /// Appends nothing.
  public func appendTrailer(for content: RawSpan, to output: inout [UInt8]) {}

  /// Appends nothing.
  public func appendEnd(to output: inout [UInt8]) {}

  /// Appends a frame with this content.
  ///
  /// - Parameters:
  ///   - content: the content, which is copied.
  ///   - output: where to; it is as it was where this throws.
  /// - Throws: `.tooLong`; what else is wrong with the content in this format.
  public func append(_ content: RawSpan, to output: inout [UInt8]) throws(FramingError) {
    try appendHeader(for: content, to: &output)
    output.append(content)
    appendTrailer(for: content, to: &output)
  }

  /// Appends a frame with this content, as the one above.
  public func append(_ content: [UInt8], to output: inout [UInt8]) throws(FramingError) {
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    try unsafe append(content.span.bytes, to: &output)
  }

  /// Throws where content is longer than the maximum.
  func checkLength(of content: RawSpan) throws(FramingError) {
    guard content.byteCount <= maximumBytes else { throw .tooLong(limitBytes: maximumBytes) }
  }
}
