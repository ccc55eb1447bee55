internal import ByteStreams

/// The chunks of HTTP/1.1 (RFC 9112, 7.1): a body of unknown length in pieces that say their own,
/// up to one of length 0.
///
/// A frame is a piece of the body. As a chunk may be larger than memory, the decoder gives what has
/// come of it, so that pieces are not chunks: only their order and their bytes are what was sent.
/// An end of the stream before the last chunk is `.truncated`.
///
/// Extensions are looked at and dropped; the fields of the trailer are kept by the decoder. Lines
/// end with carriage return and line feed and nothing else, because who reads a line feed alone as
/// an ending and who does not can be made to see different requests.
public struct ChunkedFormat: FrameFormat, Hashable {
  /// How many bytes the body may have; encoding holds each chunk to it.
  public let maximumBytes: Int

  /// Chunks.
  ///
  /// - Parameter maximumBytes: how many bytes the body may have, all chunks together; less than 0
  ///   is 0.
  public init(maximumBytes: Int = FramingLimits.bodyBytesDefault) {
    self.maximumBytes = FramingLimits.maximumBytes(nearest: maximumBytes)
  }

  /// A decoder of one body.
  public func makeDecoder() -> ChunkedDecoder {
    ChunkedDecoder(self)
  }

  /// Appends the line with the size.
  ///
  /// - Throws: `.tooLong`; `.emptyContent`, which would be the last chunk: see `appendEnd`.
  public func appendHeader(
    for content: RawSpan,
    to output: inout [UInt8]
  ) throws(FramingError) {
    guard content.byteCount > 0 else { throw .emptyContent }
    try checkLength(of: content)
    output += String(content.byteCount, radix: 16).utf8
    output += LineEnding.carriageReturnLineFeed.bytes
  }

  /// Appends the end of the line that the content is.
  public func appendTrailer(for content: RawSpan, to output: inout [UInt8]) {
    output += LineEnding.carriageReturnLineFeed.bytes
  }

  /// Appends the last chunk, and a trailer without fields.
  public func appendEnd(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "0"))
    output += LineEnding.carriageReturnLineFeed.bytes
    output += LineEnding.carriageReturnLineFeed.bytes
  }
}

extension FrameFormat where Self == ChunkedFormat {
  /// The chunks of HTTP/1.1; see `ChunkedFormat.init`.
  public static func chunked(
    maximumBytes: Int = FramingLimits.bodyBytesDefault
  ) -> ChunkedFormat {
    ChunkedFormat(maximumBytes: maximumBytes)
  }
}
