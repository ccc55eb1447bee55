/// A stream of bytes in both directions whose calls block: what readers and writers stand on.
///
/// Reading and writing may happen at the same time on two threads; two reads, or two writes, may
/// not.
public protocol BlockingByteStream: ~Copyable {
  /// What a call throws.
  associatedtype Failure: Error

  /// Reads into the free part of `buffer`, waiting until there is at least one byte.
  ///
  /// - Returns: how many bytes were put into the buffer. 0 is the end of the stream, and stays so;
  ///   a buffer without a free byte returns 0 as well.
  @available(*, noasync, message: "blocks")
  borrowing func read(into buffer: inout OutputRawSpan) throws(Failure) -> Int

  /// Writes all of `bytes`; none is no call.
  @available(*, noasync, message: "blocks")
  borrowing func write(_ bytes: RawSpan) throws(Failure)

  /// Ends the writing half: the peer reads to the end. Reading goes on.
  @available(*, noasync, message: "blocks")
  borrowing func finishWriting() throws(Failure)
}
