/// The receive buffers that a loop lends: used by its thread alone.
///
/// A connection that waits has none. One is enough as long as nobody waits with a borrowed one, as
/// an echo does whose peer reads slowly; then there are more, of which a few are kept.
@safe
struct BufferPool: ~Copyable {
  /// Bytes of a buffer: 64 KiB.
  ///
  /// A read that fills less than it proves that nothing is left. Larger ones gain nothing.
  static let bufferBytes = 64 << 10
  /// Buffers that are kept for the next one who asks.
  private static let keptMax = 16

  private var free: [UnsafeMutableRawPointer]

  init() {
    unsafe free = []
    unsafe free.reserveCapacity(BufferPool.keptMax)
  }

  deinit {
    // SAFETY: a free buffer is nobody's but the pool's.
    for unsafe buffer in unsafe free { unsafe buffer.deallocate() }
  }

  /// Takes a buffer of `bufferBytes` bytes, which are not initialised.
  mutating func take() -> UnsafeMutableRawPointer {
    // SAFETY: a free buffer is nobody's but the pool's, and becomes the caller's.
    if let buffer = unsafe free.popLast() { return unsafe buffer }
    return .allocate(byteCount: BufferPool.bufferBytes, alignment: 64)
  }

  /// Gives a buffer back, which the caller does not use any more.
  mutating func giveBack(_ buffer: UnsafeMutableRawPointer) {
    // SAFETY: the buffer was taken from here, and is nobody's now.
    if unsafe free.count < BufferPool.keptMax {
      unsafe free.append(buffer)
    } else {
      unsafe buffer.deallocate()
    }
  }
}
