public import ByteStreams

/// The lines of a stream as text; see `ByteStream.lines`.
///
/// What one iteration has taken the next does not get: it goes on behind it, also where the first
/// was left early. What was read and belongs to no line yet is this sequence's, not the stream's.
public struct LineSequence<Base: ByteStream>: AsyncSequence {
  /// A line without its ending.
  public typealias Element = String

  /// What an iteration throws.
  public typealias Failure = FrameStreamError<Base.Failure>

  let source: FrameSource<Base, LineDecoder>
  let malformed: MalformedText

  /// Goes on with the line that comes next.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(source: source, malformed: malformed)
  }

  /// Reads one line after another.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let source: FrameSource<Base, LineDecoder>
    let malformed: MalformedText

    /// The next line, waiting until its ending has come; nil at the end of the stream.
    ///
    /// - Throws: `.stream`, after which the iteration may go on, and `.framing` with
    ///   `.malformedText`, after which it goes on behind the line; any other `.framing`.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(Failure) -> String? {
      let text = try await source.frames.withNextFrame { [malformed] content in
        Result { () throws(UTF8.ValidationError) in try content.text(malformed: malformed) }
      }
      do throws(UTF8.ValidationError) {
        return try text?.get()
      } catch {
        throw .framing(.malformedText(atByte: error.byteOffsets.lowerBound))
      }
    }
  }
}

extension ByteStream {
  /// The lines that come, as text, up to the end of the stream.
  ///
  ///     for try await line in connection.lines() { print(line) }
  ///
  /// - Parameters:
  ///   - ending: what ends a line.
  ///   - strictness: what a line may hold beside it.
  ///   - unendedLine: what becomes of bytes at the end of the stream that no ending follows.
  ///   - malformed: what becomes of bytes that are not UTF-8.
  ///   - maximumBytes: how many bytes a line may have without its ending.
  /// - Returns: a sequence that reads from the stream as it is iterated, in one task at a time.
  ///   What it has read and not given goes with it: where something else follows the lines, a
  ///   `FrameReader` gives it back.
  public func lines(
    ending: LineEnding = .either,
    strictness: LineStrictness = .lenient,
    unendedLine: UnendedLine = .refused,
    malformed: MalformedText = .refused,
    maximumBytes: Int = FramingLimits.lineBytesDefault
  ) -> LineSequence<Self> {
    let format = LineFormat(
      ending: ending,
      strictness: strictness,
      unendedLine: unendedLine,
      maximumBytes: maximumBytes
    )
    return LineSequence(
      source: FrameSource(FrameReader(self, by: format)),
      malformed: malformed
    )
  }
}
