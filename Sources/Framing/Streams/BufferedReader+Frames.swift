public import ByteStreams

// Inlined, so that it is compiled for the decoder and the stream that are used: a line of 63 bytes
// that is in the buffer takes 25 ns, and 120 without.

extension BufferedReader where Base: ~Copyable {
  /// Lends the content of the next frame where it lies in the buffer, waiting until all of it has
  /// come.
  ///
  /// - Parameters:
  ///   - decoder: what finds frames; it must be the same until a frame is found.
  ///   - body: what is done with the content. The frame is taken when it returns; what it may throw
  ///     it returns as a `Result`.
  /// - Returns: what `body` returns; nil where no frame follows: at the end of the stream, or at
  ///   the format's own, behind which the reader goes on.
  /// - Throws: `.stream`, which leaves all that has come unread, so that the call may be made
  ///   again; `.framing`.
  @inlinable
  public mutating func withNextFrame<Decoder: FrameDecoder, R>(
    by decoder: inout Decoder,
    _ body: (RawSpan) -> R
  ) async throws(FrameStreamError<Base.Failure>) -> R? {
    guard let frame = try await findFrame(by: &decoder) else { return nil }
    let result = body(frame.content(of: bufferedBytes))
    drop(frame.consumedBytes)
    return result
  }

  /// Reads the next frame, waiting until all of it has come.
  ///
  /// - Parameter decoder: what finds frames; it must be the same until a frame is found.
  /// - Returns: a copy of the content; nil where no frame follows: at the end of the stream, or at
  ///   the format's own, behind which the reader goes on.
  /// - Throws: `.stream`, which leaves all that has come unread, so that the call may be made
  ///   again; `.framing`.
  @inlinable
  public mutating func nextFrame<Decoder: FrameDecoder>(
    by decoder: inout Decoder
  ) async throws(FrameStreamError<Base.Failure>) -> [UInt8]? {
    try await withNextFrame(by: &decoder) { content in content.copied() }
  }

  /// Reads until the next frame is whole, and leaves it where it is; nil where none follows.
  @inlinable
  mutating func findFrame<Decoder: FrameDecoder>(
    by decoder: inout Decoder
  ) async throws(FrameStreamError<Base.Failure>) -> FoundFrame? {
    while true {
      switch try search(with: &decoder) {
      case .found(let frame):
        return frame
      case .ended(let count):
        drop(count)
        return nil
      case .needs(let count):
        try await readMore(until: count)
      }
    }
  }

  @inlinable
  func search<Decoder: FrameDecoder>(
    with decoder: inout Decoder
  ) throws(FrameStreamError<Base.Failure>) -> FrameSearch {
    do throws(FramingError) {
      return try decoder.nextFrame(in: bufferedBytes, isEnd: hasEnded)
    } catch {
      throw .framing(error)
    }
  }

  /// Reads until so many bytes are there, or the stream has ended.
  @usableFromInline
  mutating func readMore(
    until count: Int
  ) async throws(FrameStreamError<Base.Failure>) {
    do throws(BufferedReaderError<Base.Failure>) {
      while bufferedCount < count, try await fill(wanting: count) {}
    } catch {
      // Nothing else is thrown where nothing but a read is asked for.
      guard case .stream(let failure) = error else { preconditionFailure("\(error)") }
      throw .stream(failure)
    }
  }
}
