public import ByteStreams
public import EventLoops

extension ProxyHeader {
  /// Reads the header that a stream begins with, and no byte more: what follows is the client's,
  /// and comes from the stream's next read.
  ///
  /// It asks for no more at once than what the header lacks at least, so that nothing need be put
  /// back: some three reads for version 2, and six for a line. However slowly the bytes come, it
  /// waits for each as the stream does.
  ///
  /// - Parameters:
  ///   - stream: at its very beginning. It stays the caller's, who closes it where this throws.
  ///   - blockBytesMax: the longest block of version 2 that is taken, in bytes.
  ///   - deadline: when it gives up, for streams on event loops: `.stream` has the stream's error
  ///     for it. The protocol asks for 3 seconds at least (§2).
  /// - Returns: the header.
  /// - Throws: `.header` at the first byte that is wrong; `.endOfStream`; `.stream`. What was read
  ///   until then is lost.
  public static func read<Stream: ByteStream & ~Copyable>(
    from stream: borrowing Stream,
    blockBytesMax: Int = blockBytesMaxDefault,
    deadline: Deadline = .never
  ) async throws(ProxyReadingError<Stream.Failure>) -> ProxyHeader {
    var bytes: [UInt8] = []
    var missing = bytesMin
    while true {
      let some = try await read(atMost: missing, from: stream, until: deadline)
      guard !some.isEmpty else { throw .endOfStream(afterBytes: bytes.count) }
      bytes += some
      switch try decode(bytes, blockBytesMax, Stream.Failure.self) {
      case .header(let header, _): return header
      case .needsMore(let count): missing = count
      }
    }
  }

  private static func read<Stream: ByteStream & ~Copyable>(
    atMost count: Int,
    from stream: borrowing Stream,
    until deadline: Deadline
  ) async throws(ProxyReadingError<Stream.Failure>) -> [UInt8] {
    do throws(Stream.Failure) {
      guard deadline != .never else { return try await stream.read(atMost: count) }
      return try await withDeadline(deadline) { () async throws(Stream.Failure) in
        try await stream.read(atMost: count)
      }
    } catch {
      throw .stream(error)
    }
  }

  private static func decode<Failure: Error>(
    _ bytes: [UInt8],
    _ blockBytesMax: Int,
    _ failure: Failure.Type
  ) throws(ProxyReadingError<Failure>) -> ProxyHeaderDecoding {
    do throws(ProxyHeaderError) {
      // SAFETY: all bytes of an array are initialised, and there is no padding between them.
      return try unsafe decode(bytes.span.bytes, blockBytesMax: blockBytesMax)
    } catch {
      throw .header(error)
    }
  }
}
