public import ByteStreams

/// Writes one frame after another to a stream.
///
/// It is the twin of `FrameWriter` for threads.
///
/// It owns its stream, as a `BlockingWriter` does; the stream closes with its last owner. What
/// `write` was given the stream has when it returns. Many small frames go in one piece by
/// `collect`, and `flush` behind the last; **frames that were collected and not flushed are lost**
/// when the writer goes away.
///
/// A frame that its format refuses is not written, and the next one may be. After the stream has
/// failed nobody knows how much the peer will see, so every later call throws the same error again.
public struct BlockingFrameWriter<
  Base: BlockingByteStream & ~Copyable,
  Format: FrameFormat
>: ~Copyable {
  /// What its calls throw.
  public typealias Failure = FrameStreamError<Base.Failure>

  /// How frames are written, and what of it may be changed between two of them, as a tag.
  public var format: Format

  /// What collects, with the stream to read from or to set up.
  public private(set) var writer: BlockingWriter<Base>

  /// What stands around the content of a frame; empty between two calls.
  private var enclosure: [UInt8] = []

  /// Takes over a stream; nothing is written yet.
  ///
  /// - Parameters:
  ///   - base: the stream.
  ///   - format: how frames are written.
  ///   - bufferBytes: how many bytes are collected, as for `BlockingWriter`. Content of as many or
  ///     more is written without being copied.
  public init(
    _ base: consuming Base,
    by format: Format,
    bufferBytes: Int = ByteStreamLimits.bufferBytesDefault
  ) {
    self.format = format
    writer = BlockingWriter(base, bufferBytes: bufferBytes)
  }

  /// Writes a frame, and all that was collected before it.
  ///
  /// - Parameter content: what the frame holds.
  /// - Throws: `.stream`; `.framing` where the format refuses the content.
  @available(*, noasync, message: "blocks")
  public mutating func write(_ content: RawSpan) throws(Failure) {
    try collect(content)
    try flush()
  }

  /// Writes a frame, as the one above.
  @available(*, noasync, message: "blocks")
  public mutating func write(_ content: [UInt8]) throws(Failure) {
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    try unsafe write(content.span.bytes)
  }

  /// Writes a frame with a text in UTF-8, as the one above.
  @available(*, noasync, message: "blocks")
  public mutating func write(_ content: String) throws(Failure) {
    let bytes = content.utf8.span
    // SAFETY: a byte has no padding, so all of the text's memory is initialised.
    try unsafe write(bytes.bytes)
  }

  /// Puts a frame behind those that were collected; where they do not fit into the buffer they are
  /// written, which may wait.
  ///
  /// - Parameter content: what the frame holds.
  /// - Throws: `.stream`; `.framing` where the format refuses the content.
  @available(*, noasync, message: "blocks")
  public mutating func collect(_ content: RawSpan) throws(Failure) {
    defer { enclosure.removeAll(keepingCapacity: true) }
    try appendHeader(for: content)
    do throws(Base.Failure) {
      try writer.write(enclosure)
      try writer.write(content)
      enclosure.removeAll(keepingCapacity: true)
      format.appendTrailer(for: content, to: &enclosure)
      try writer.write(enclosure)
    } catch {
      throw .stream(error)
    }
  }

  /// Puts a frame behind those that were collected, as the one above.
  @available(*, noasync, message: "blocks")
  public mutating func collect(_ content: [UInt8]) throws(Failure) {
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    try unsafe collect(content.span.bytes)
  }

  /// Writes what was collected; nothing is no call.
  ///
  /// - Throws: `.stream`.
  @available(*, noasync, message: "blocks")
  public mutating func flush() throws(Failure) {
    do throws(Base.Failure) { try writer.flush() } catch { throw .stream(error) }
  }

  /// Writes what was collected and, in a format that has one, the mark that no frame follows.
  ///
  /// The stream goes on.
  ///
  /// - Throws: `.stream`.
  @available(*, noasync, message: "blocks")
  public mutating func end() throws(Failure) {
    defer { enclosure.removeAll(keepingCapacity: true) }
    format.appendEnd(to: &enclosure)
    do throws(Base.Failure) {
      try writer.write(enclosure)
      try writer.flush()
    } catch {
      throw .stream(error)
    }
  }

  /// Writes what was collected and ends the writing half of the stream: the peer reads to the end.
  ///
  /// - Throws: `.stream`.
  @available(*, noasync, message: "blocks")
  public mutating func finish() throws(Failure) {
    do throws(Base.Failure) { try writer.finish() } catch { throw .stream(error) }
  }

  /// Gives back what writes, with what was collected.
  public consuming func intoWriter() -> BlockingWriter<Base> {
    writer
  }

  private mutating func appendHeader(for content: RawSpan) throws(Failure) {
    do throws(FramingError) {
      try format.appendHeader(for: content, to: &enclosure)
    } catch {
      throw .framing(error)
    }
  }
}

extension BlockingFrameWriter: Sendable where Base: Sendable & ~Copyable {}
