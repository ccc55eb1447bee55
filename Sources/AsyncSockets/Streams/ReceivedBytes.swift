internal import EventLoops

/// Bytes that a connection has received, in a buffer that its loop lends: it is given back when
/// this ends, on whatever thread.
///
/// Let it end soon: each one that lives has 64 KiB of the loop.
@safe
public struct ReceivedBytes: ~Copyable, Sendable {
  private let loop: EventLoop
  // SAFETY: the buffer is this value's until it ends; its first `count` bytes are initialised.
  private nonisolated(unsafe) let start: UnsafeMutableRawPointer
  /// How many there are, at least one.
  public let count: Int

  /// Takes over a buffer with `count` bytes in it.
  init(_ start: UnsafeMutableRawPointer, count: Int, of loop: EventLoop) {
    self.loop = loop
    // SAFETY: the caller's buffer becomes this value's.
    unsafe self.start = start
    self.count = count
  }

  deinit {
    // SAFETY: nobody has the bytes any more.
    unsafe loop.giveBackBuffer(start)
  }

  /// The bytes, valid as long as this value lives.
  public var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      // SAFETY: as many bytes are initialised, and stay as they are while this is borrowed, which
      // is how long the span may live.
      let bytes = unsafe RawSpan(_unsafeStart: start, byteCount: count)
      return unsafe _overrideLifetime(bytes, borrowing: self)
    }
  }
}
