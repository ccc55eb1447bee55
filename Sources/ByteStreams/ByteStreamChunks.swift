extension ByteStream {
  /// What comes, in the pieces in which it comes, up to the end of the stream.
  ///
  ///     for try await bytes in connection.chunks() { try await file.write(bytes) }
  ///
  /// - Parameter count: how many bytes a piece has at most. Less than 1 is 1, and more than
  ///   `ByteStreamLimits.readBytesMax` is that.
  /// - Returns: a sequence that reads from the stream as it is iterated; what one iteration has
  ///   taken the next does not get. It ends where the stream ends, and throws what a read throws.
  public func chunks(
    atMost count: Int = ByteStreamLimits.chunkBytesDefault
  ) -> ByteStreamChunks<Self> {
    ByteStreamChunks(base: self, countMax: max(1, count))
  }
}

/// The pieces in which a stream comes; see `ByteStream.chunks`.
public struct ByteStreamChunks<Base: ByteStream>: AsyncSequence {
  /// At least a byte.
  public typealias Element = [UInt8]

  /// What a read throws.
  public typealias Failure = Base.Failure

  let base: Base
  let countMax: Int

  /// Begins with what comes next.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(base: base, countMax: countMax)
  }

  /// Reads one piece after another.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let base: Base
    let countMax: Int

    /// The next piece, waiting until there is one; nil at the end of the stream.
    ///
    /// - Throws: what a read throws.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(Base.Failure) -> [UInt8]? {
      let bytes = try await base.read(atMost: countMax)
      return bytes.isEmpty ? nil : bytes
    }
  }
}

extension ByteStreamChunks: Sendable where Base: Sendable {}
