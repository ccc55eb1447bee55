/// A stream of bytes in both directions whose calls wait without blocking a thread: what TLS,
/// framing, readers and writers stand on.
///
/// Reading and writing may happen at the same time in two tasks. Two reads at once, or two writes,
/// are a mistake that the stream reports as an error and survives.
///
/// A call whose task is cancelled while it waits throws: a read has consumed nothing then, and a
/// write may have written part.
public protocol ByteStream: ~Copyable {
  /// What a call throws.
  associatedtype Failure: Error

  /// Reads into the free part of `buffer`, waiting until there is at least one byte.
  ///
  /// - Returns: how many bytes were put into the buffer. 0 is the end of the stream, and stays so;
  ///   a buffer without a free byte returns 0 as well.
  borrowing func read(into buffer: inout OutputRawSpan) async throws(Failure) -> Int

  /// Waits until a read would not wait: until there are bytes, the end or a failure, which the read
  /// then tells.
  ///
  /// Who has no memory to lend for as long as nothing comes calls this before a read; it counts as
  /// one. A stream that cannot know returns at once, and by default all do.
  ///
  /// - Throws: as a read, where the wait itself ends in an error. Nothing was consumed.
  borrowing func waitForBytes() async throws(Failure)

  /// Reads as `read`, if that needs no wait.
  ///
  /// The first attempt of a caller that would rather not become a waiting call. By default nothing
  /// is read at once.
  ///
  /// - Returns: what `read` returns; nil where that might wait, and nothing was read then.
  /// - Throws: as `read`.
  borrowing func readAtOnce(into buffer: inout OutputRawSpan) throws(Failure) -> Int?

  /// Writes all of `bytes`, waiting until the stream below has taken them; none is no call.
  borrowing func write(_ bytes: RawSpan) async throws(Failure)

  /// Writes what the stream below takes without a wait, from the beginning of `bytes` on.
  ///
  /// The first attempt of a caller that would rather not become a waiting call: `write` does the
  /// rest. By default nothing is written at once.
  ///
  /// - Returns: how many bytes were written; 0 says nothing of why.
  /// - Throws: as `write`.
  borrowing func writeAtOnce(_ bytes: RawSpan) throws(Failure) -> Int

  /// Ends the writing half: the peer reads to the end. Reading goes on.
  ///
  /// A second call does nothing.
  borrowing func finishWriting() async throws(Failure)

  /// Closes the stream.
  ///
  /// What was written still reaches the peer. Calls that wait throw, and so do later ones; a second
  /// close does nothing.
  borrowing func close() async

  /// Says that the caller is in a handshake, in which each side waits for the other's next few
  /// bytes, or that it is over.
  ///
  /// A stream that can acknowledge at once instead of collecting acknowledgements does so
  /// meanwhile. It is a hint: by default nothing happens.
  borrowing func expectHandshake(_ isExpected: Bool)
}

extension ByteStream where Self: ~Copyable {
  /// Returns at once.
  public borrowing func waitForBytes() async throws(Failure) {}

  /// Reads nothing.
  public borrowing func readAtOnce(into buffer: inout OutputRawSpan) throws(Failure) -> Int? { nil }

  /// Writes nothing.
  public borrowing func writeAtOnce(_ bytes: RawSpan) throws(Failure) -> Int { 0 }

  /// Does nothing.
  public borrowing func expectHandshake(_ isExpected: Bool) {}
}
