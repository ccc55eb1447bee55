public import ByteStreams

/// The frames of a stream; see `ByteStream.frames`.
///
/// What one iteration has taken the next does not get: it goes on behind it, also where the first
/// was left early. What was read and belongs to no frame yet is this sequence's, not the stream's.
public struct FrameSequence<Base: ByteStream, Decoder: FrameDecoder>: AsyncSequence {
  /// A copy of a frame's content.
  public typealias Element = [UInt8]

  /// What an iteration throws.
  public typealias Failure = FrameStreamError<Base.Failure>

  let source: FrameSource<Base, Decoder>

  /// Goes on with the frame that comes next.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(source: source)
  }

  /// Reads one frame after another.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let source: FrameSource<Base, Decoder>

    /// The next frame, waiting until all of it has come; nil where none follows.
    ///
    /// - Throws: `.stream`, after which the iteration may go on; `.framing`.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(Failure) -> [UInt8]? {
      try await source.frames.next()
    }
  }
}

extension ByteStream {
  /// The frames that come, up to the end of the stream or of the format.
  ///
  ///     for try await frame in connection.frames(by: .lengthPrefixed()) { use(frame) }
  ///
  /// - Parameter format: how the frames lie in the stream.
  /// - Returns: a sequence that reads from the stream as it is iterated, in one task at a time.
  ///   What it has read and not given goes with it: where something else follows the frames, a
  ///   `FrameReader` gives it back.
  public func frames<Decoder: FrameDecoder>(
    by format: some FrameFormat<Decoder>
  ) -> FrameSequence<Self, Decoder> {
    FrameSequence(source: FrameSource(FrameReader(self, by: format)))
  }
}
