/// Reads from a stream through a buffer: lines, exact counts, everything.
///
/// It is Python's `asyncio.StreamReader`, and the twin of `BlockingReader` for tasks.
///
/// It owns its stream: a connection, or a shared owner of it where a writer has the same one. The
/// stream closes with its last owner, so dropping the reader may close it.
///
/// A call that throws has taken nothing, except for `skip…`, which says so. What had come stays in
/// the buffer, and the next call goes on from there: after a cancelled call, or one that came too
/// late, the same call may simply be made again.
///
/// Bytes that have come are given before an error or the end is. The end of the stream is
/// remembered: the stream is not asked again.
///
/// While it waits for the first byte after all have been taken it holds no buffer, so that ten
/// thousand idle connections cost none. (The stream must know how to wait for bytes: see
/// `ByteStream.waitForBytes`.)
///
///     var reader = BufferedReader(connection)
///     while let line = try await reader.readLine() { try await connection.write(line) }
public struct BufferedReader<Base: ByteStream & ~Copyable>: ~Copyable {
  /// What its calls throw.
  public typealias Failure = BufferedReaderError<Base.Failure>

  private var input: BufferedInput

  /// The stream, to write to or to set up.
  ///
  /// Reading from it directly passes over the buffer.
  public let base: Base

  /// Takes over a stream; nothing is read yet.
  ///
  /// - Parameters:
  ///   - base: the stream.
  ///   - bufferBytes: how many bytes are asked of the stream at once. Less than 1 is 1, and more
  ///     than `ByteStreamLimits.bufferBytesMax` is that. The buffer grows where a caller wants more
  ///     in one piece, up to the limit that the caller gives.
  public init(
    _ base: consuming Base,
    bufferBytes: Int = ByteStreamLimits.bufferBytesDefault
  ) {
    self.base = base
    input = BufferedInput(bufferBytes: bufferBytes)
  }

  /// Reads what is there into the free part of `output`: from the buffer if it has anything, else
  /// by one read of the stream, which may wait.
  ///
  /// Where there is room for a whole buffer, the stream reads into `output` directly, and nothing
  /// is allocated.
  ///
  /// - Returns: how many bytes were put there. 0 is the end of the stream; an `output` without a
  ///   free byte gets 0 as well, and nothing is read.
  /// - Throws: `.stream`.
  @discardableResult
  public mutating func read(into output: inout OutputRawSpan) async throws(Failure) -> Int {
    guard !output.isFull else { return 0 }
    if input.readsDirectly(intoRoom: output.freeCapacity) {
      return try await readDirectly(into: &output)
    }
    return try await stepping { input throws(BufferedInputFault) in input.take(into: &output) }
  }

  /// Reads what is there, as `read(into:)`, into a new array.
  ///
  /// - Parameter count: how many bytes at most. 0 or less reads nothing; more than
  ///   `ByteStreamLimits.readBytesMax` gives no more than that.
  /// - Returns: at least a byte. Nothing is the end of the stream, or a `count` of 0 or less.
  /// - Throws: `.stream`.
  public mutating func read(atMost count: Int) async throws(Failure) -> [UInt8] {
    guard count > 0 else { return [] }
    guard input.readsDirectly(intoRoom: count) else {
      return try await stepping { input throws(BufferedInputFault) in input.read(atMost: count) }
    }
    guard !input.hasEnded else { return [] }
    do throws(Base.Failure) {
      let bytes = try await base.read(atMost: count)
      input.hasEnded = bytes.isEmpty
      return bytes
    } catch {
      throw .stream(error)
    }
  }

  /// Shows the next `count` bytes and leaves them where they are, waiting until they have come.
  ///
  /// - Parameter count: 0 or less shows nothing. The buffer grows to it, by what arrives.
  /// - Returns: `count` bytes, or those that are left before the end of the stream.
  /// - Throws: `.stream`.
  public mutating func peek(_ count: Int) async throws(Failure) -> [UInt8] {
    try await stepping { input throws(BufferedInputFault) in input.peek(count) }
  }

  /// Reads once from the stream into the buffer, behind what is there; for parsers that work on
  /// `withBufferedBytes`.
  ///
  /// A full buffer grows to twice its size, without a limit of its own: give up where
  /// `bufferedCount` says that the peer has sent too much.
  ///
  /// - Returns: whether bytes have come; else it is the end of the stream.
  /// - Throws: `.stream`.
  public mutating func fill() async throws(Failure) -> Bool {
    try await readMore(wanting: input.bytesToGrowTo)
  }

  /// Reads once from the stream into the buffer, as `fill()`, for a parser that knows how many
  /// bytes it needs: the buffer grows to them, by what arrives, or to twice its size.
  ///
  /// - Parameter count: how many bytes are needed, more than there are.
  /// - Returns: whether bytes have come; else it is the end of the stream.
  /// - Throws: `.stream`.
  @usableFromInline
  package mutating func fill(wanting count: Int) async throws(Failure) -> Bool {
    try await readMore(wanting: max(count, input.bytesToGrowTo))
  }

  /// Drops `count` bytes, which must be there.
  @usableFromInline
  package mutating func drop(_ count: Int) {
    input.buffer.drop(count)
  }

  /// Drops what is there, at most `count` bytes: from the buffer if it has anything, else by one
  /// read of the stream.
  ///
  /// - Returns: how many bytes were dropped. 0 is the end of the stream, or a `count` of 0 or less.
  /// - Throws: `.stream`; nothing was dropped then.
  public mutating func skip(atMost count: Int) async throws(Failure) -> Int {
    guard count > 0 else { return 0 }
    return try await stepping { input throws(BufferedInputFault) in input.skip(atMost: count) }
  }

  /// Gives back the stream, and the bytes that had been read from it and not yet taken.
  public consuming func intoBase() -> Parts {
    Parts(base: base, unreadBytes: input.buffer.prefix(input.buffer.count))
  }

  /// How many bytes can be read without asking the stream.
  public var bufferedCount: Int { input.buffer.count }

  /// Whether the stream has said that it ended: nothing comes behind what is there.
  @usableFromInline package var hasEnded: Bool { input.hasEnded }

  /// The bytes that can be read without asking the stream, where they lie.
  @usableFromInline package var bufferedBytes: RawSpan {
    @_lifetime(borrow self)
    get { input.buffer.bytes }
  }

  /// Lends the bytes that can be read without asking the stream, where they lie.
  ///
  /// - Throws: what `body` throws.
  public func withBufferedBytes<R, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    try input.buffer.withBytes(body)
  }

  /// Repeats a step, with more bytes each time, until it has its result.
  ///
  /// Inlined, because the result's type is known where it is called only: `readExactly` of 100
  /// bytes takes 95 ns, and 230 without.
  @inline(__always)
  mutating func stepping<R>(
    _ step: (inout BufferedInput) throws(BufferedInputFault) -> BufferedInput.Step<R>
  ) async throws(Failure) -> R {
    while true {
      let next: BufferedInput.Step<R>
      do throws(BufferedInputFault) { next = try step(&input) } catch { throw Failure(error) }
      switch next {
      case .done(let result): return result
      case .needs(let count): _ = try await readMore(wanting: count)
      }
    }
  }

  /// Reads once into the buffer, unless the stream has ended; says whether bytes came.
  private mutating func readMore(wanting wanted: Int) async throws(Failure) -> Bool {
    guard !input.hasEnded else { return false }
    do throws(Base.Failure) {
      input.hasEnded = try await input.buffer.fill(from: base, wanting: wanted) == 0
      return !input.hasEnded
    } catch {
      throw .stream(error)
    }
  }

  private mutating func readDirectly(into output: inout OutputRawSpan) async throws(Failure) -> Int
  {
    guard !input.hasEnded else { return 0 }
    let filled = output.byteCount
    do throws(Base.Failure) { _ = try await base.read(into: &output) } catch {
      throw .stream(error)
    }
    input.hasEnded = output.byteCount == filled
    return output.byteCount - filled
  }
}

extension BufferedReader: Sendable where Base: Sendable & ~Copyable {}

extension BufferedReader where Base: ~Copyable {
  /// What a reader consists of.
  @frozen
  public struct Parts: ~Copyable {
    /// The stream.
    public var base: Base
    /// What had been read from the stream and not yet taken; it comes before anything else that the
    /// stream gives.
    public var unreadBytes: [UInt8]
  }
}

extension BufferedReader.Parts: Sendable where Base: Sendable & ~Copyable {}
