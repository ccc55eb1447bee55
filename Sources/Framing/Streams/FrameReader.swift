public import ByteStreams

/// Reads one frame after another from a stream.
///
/// It is the twin of `BlockingFrameReader` for tasks.
///
/// It owns its stream, as a `BufferedReader` does; the stream closes with its last owner. A call
/// that fails because of the stream has taken nothing: after a cancelled call, or one that came too
/// late, the same call may simply be made again. Once the bytes are no frame, all later calls say
/// so.
///
/// While it waits for the first byte of a frame and has none of another, it holds no buffer, so
/// that ten thousand idle connections cost none.
///
///     var frames = FrameReader(connection, by: .lengthPrefixed())
///     while let frame = try await frames.next() { use(frame) }
public struct FrameReader<
  Base: ByteStream & ~Copyable,
  Decoder: FrameDecoder
>: ~Copyable {
  /// What its calls throw.
  public typealias Failure = FrameStreamError<Base.Failure>

  /// What finds the frames, and what it knows of the last one.
  public var decoder: Decoder

  /// What reads, with the stream to write to or to set up.
  ///
  /// Between two frames it may be read from in other ways.
  public var reader: BufferedReader<Base>

  /// Takes over a stream; nothing is read yet.
  ///
  /// - Parameters:
  ///   - base: the stream.
  ///   - format: how frames lie in it.
  ///   - bufferBytes: how many bytes are asked of the stream at once, as for `BufferedReader`. The
  ///     buffer grows to a frame that is larger, by what arrives.
  public init(
    _ base: consuming Base,
    by format: some FrameFormat<Decoder>,
    bufferBytes: Int = ByteStreamLimits.bufferBytesDefault
  ) {
    self.init(BufferedReader(base, bufferBytes: bufferBytes), by: format)
  }

  /// Takes over a reader, to go on with what it has not yet given.
  ///
  /// - Parameters:
  ///   - reader: the reader.
  ///   - format: how frames lie in what it gives.
  public init(
    _ reader: consuming BufferedReader<Base>,
    by format: some FrameFormat<Decoder>
  ) {
    self.reader = reader
    decoder = format.makeDecoder()
  }

  /// Reads the next frame, waiting until all of it has come.
  ///
  /// - Returns: a copy of the content; nil where no frame follows: at the end of the stream, or at
  ///   the format's own.
  /// - Throws: `.stream`; `.framing`.
  @inlinable
  public mutating func next() async throws(Failure) -> [UInt8]? {
    try await reader.nextFrame(by: &decoder)
  }

  /// Lends the content of the next frame where it lies, waiting until all of it has come; nothing
  /// is copied or allocated for it.
  ///
  /// - Parameter body: what is done with the content. The frame is taken when it returns; what it
  ///   may throw it returns as a `Result`.
  /// - Returns: what `body` returns; nil where no frame follows, as for `next`.
  /// - Throws: `.stream`; `.framing`.
  @inlinable
  public mutating func withNextFrame<R>(
    _ body: (RawSpan) -> R
  ) async throws(Failure) -> R? {
    try await reader.withNextFrame(by: &decoder, body)
  }

  /// Gives back what reads, with all that belongs to no frame that was given: to go on in another
  /// way.
  public consuming func intoReader() -> BufferedReader<Base> {
    reader
  }
}

extension FrameReader: Sendable where Base: Sendable & ~Copyable {}
