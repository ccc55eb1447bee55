/// Writes to a stream through a buffer, so that many small writes become few large ones.
///
/// It is Python's `socket.makefile("wb")`.
///
/// It owns its stream, as a reader does; the stream closes with its last owner.
///
/// Nothing is written before the buffer is full, or `flush` or `finish` is called. **Bytes that are
/// still in the buffer when the writer goes away are lost**, without a word. Python writes them
/// then; here that would wait at a place where nobody expects it and hide the error. It is no
/// assertion either: a handler that leaves by an error of its own rightly leaves half a message
/// behind.
///
/// After a write has failed nobody knows how much of it the peer will see, as with a timeout in the
/// middle of it, so the order of bytes cannot be kept up: every later `write`, `flush` and `finish`
/// throws the same error again.
public struct BlockingWriter<Base: BlockingByteStream & ~Copyable>: ~Copyable {
  private var output: BufferedOutput

  /// Why a write has failed, and all later ones do; nil while all is well.
  public private(set) var failure: Base.Failure?

  /// The stream, to read from or to set up.
  ///
  /// Writing to it directly overtakes what is in the buffer.
  public let base: Base

  /// Takes over a stream; nothing is written yet.
  ///
  /// - Parameters:
  ///   - base: the stream.
  ///   - bufferBytes: how many bytes are collected. Less than 1 is 1, which collects nothing; more
  ///     than `ByteStreamLimits.bufferBytesMax` is that.
  public init(
    _ base: consuming Base,
    bufferBytes: Int = ByteStreamLimits.bufferBytesDefault
  ) {
    self.base = base
    output = BufferedOutput(bufferBytes: bufferBytes)
  }

  /// Writes all of `bytes`, by way of the buffer.
  ///
  /// Where they do not fit, what is in the buffer goes first, in a write of its own; bytes that are
  /// as many as a whole buffer or more then go directly, without being copied. It may wait then.
  ///
  /// - Throws: what the stream throws, now and after an earlier failure.
  @available(*, noasync, message: "blocks")
  public mutating func write(_ bytes: RawSpan) throws(Base.Failure) {
    try throwFailure()
    if output.mustFlush(before: bytes.byteCount) { try flush() }
    if !output.add(bytes) { try pass(bytes) }
  }

  /// Writes all of an array; see `write(_:)` for spans.
  @available(*, noasync, message: "blocks")
  public mutating func write(_ bytes: [UInt8]) throws(Base.Failure) {
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    try unsafe write(bytes.span.bytes)
  }

  /// Writes all of a text as UTF-8; see `write(_:)` for spans.
  @available(*, noasync, message: "blocks")
  public mutating func write(_ text: String) throws(Base.Failure) {
    let bytes = text.utf8.span
    // SAFETY: a byte has no padding, so all of the text's memory is initialised.
    try unsafe write(bytes.bytes)
  }

  /// Writes to the stream what is in the buffer, waiting until the stream has taken it; nothing in
  /// it is no call.
  ///
  /// - Throws: what the stream throws, now and after an earlier failure.
  @available(*, noasync, message: "blocks")
  public mutating func flush() throws(Base.Failure) {
    try throwFailure()
    guard !output.pending.isEmpty else { return }
    do throws(Base.Failure) {
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      try unsafe base.write(output.pending.span.bytes)
    } catch {
      failure = error
      throw error
    }
    output.removeAll(keepingStorage: true)
  }

  /// Writes what is in the buffer and ends the writing half of the stream: the peer reads to the
  /// end.
  ///
  /// What is written after it fails as the stream says, at the latest when it is flushed.
  ///
  /// - Throws: what the stream throws, now and after an earlier failed write. Where only the ending
  ///   has failed, everything was written, and the call may be made again.
  @available(*, noasync, message: "blocks")
  public mutating func finish() throws(Base.Failure) {
    try flush()
    try base.finishWriting()
  }

  /// Gives back the stream, and the bytes that were not written to it.
  ///
  /// Nothing is flushed.
  public consuming func intoBase() -> Parts {
    Parts(base: base, unwrittenBytes: output.pending)
  }

  /// How many bytes are in the buffer, not yet written.
  public var bufferedCount: Int { output.pending.count }
  private mutating func pass(_ bytes: RawSpan) throws(Base.Failure) {
    do throws(Base.Failure) { try base.write(bytes) } catch {
      failure = error
      throw error
    }
  }

  private func throwFailure() throws(Base.Failure) {
    if let failure { throw failure }
  }
}

extension BlockingWriter: Sendable where Base: Sendable & ~Copyable {}

extension BlockingWriter where Base: ~Copyable {
  /// What a writer consists of.
  @frozen
  public struct Parts: ~Copyable {
    /// The stream.
    public var base: Base
    /// What was in the buffer.
    ///
    /// After a failed flush the stream may have taken part of it.
    public var unwrittenBytes: [UInt8]
  }
}

extension BlockingWriter.Parts: Sendable where Base: Sendable & ~Copyable {}
