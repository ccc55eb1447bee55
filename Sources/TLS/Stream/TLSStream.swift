internal import ByteStreams
internal import Synchronization

/// An encrypted stream over any other: TLS 1.2 or 1.3 (RFC 5246, RFC 8446), with OpenSSL 3.
///
/// `TLSClient.connect` and `TLSServer.accept` make one, and it owns the stream below from then on.
///
/// It is a stream as every other: reading and writing may happen at the same time in two tasks; a
/// second read or write throws `.busy`. A read that is cancelled has consumed nothing. A write that
/// is cancelled, or fails, may have been cut off in the middle of a record: nothing more can be
/// written after it (`.writingCut`), while reading goes on.
///
/// One that waits for its first byte holds no buffer, if the stream below knows how to wait for
/// bytes.
///
/// The end of the peer's half is its `close_notify`. A stream below that ends without it is
/// `.truncated`.
public final class TLSStream<Base: ByteStream & Sendable>: ByteStream, Sendable {
  /// What its calls throw.
  public typealias Failure = TLSError

  /// The stream below, for its addresses and options.
  ///
  /// What is read from it or written to it
  /// directly breaks the encrypted stream.
  public let base: Base

  /// What the handshake has agreed on.
  public let negotiated: TLSNegotiated

  let state: Mutex<TLSStreamState>

  /// A stream whose handshake is done.
  init(_ base: Base, _ negotiated: TLSNegotiated, _ state: consuming TLSStreamState) {
    self.base = base
    self.negotiated = negotiated
    self.state = Mutex(state)
  }

  /// Says as `ByteStream` says, to the stream below.
  public func expectHandshake(_ isExpected: Bool) {
    base.expectHandshake(isExpected)
  }
}

/// The engine of a stream, and who uses it.
struct TLSStreamState: ~Copyable, Sendable {
  var engine: TLSEngine
  var isReading = false
  var isWriting = false
  var isClosed = false
  /// Whether the last read of the stream below has filled the whole buffer, so that more is likely
  /// to be there already.
  var expectsMore = false

  init(_ engine: consuming TLSEngine) {
    self.engine = engine
  }

  mutating func beginReading() throws(TLSError) {
    try checkReading()
    isReading = true
  }

  func checkReading() throws(TLSError) {
    guard !isClosed else { throw .closed }
    guard !isReading else { throw .busy }
  }

  mutating func beginWriting() throws(TLSError) {
    guard !isClosed else { throw .closed }
    guard !isWriting else { throw .busy }
    isWriting = true
  }

  /// What an error of the stream below means here.
  func meaning(of error: any Error) -> TLSError { isClosed ? .closed : .transport(error) }
}
