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
  /// The one that is mostly asked for again at once.
  private var last: UnsafeMutableRawPointer?

  init() {
    // SAFETY: no buffer yet.
    unsafe free = []
    unsafe free.reserveCapacity(BufferPool.keptMax)
  }

  deinit {
    // SAFETY: a free buffer is nobody's but the pool's.
    unsafe last?.deallocate()
    for index in unsafe free.indices { unsafe free[index].deallocate() }
  }

  /// Takes a buffer of `bufferBytes` bytes, which are not initialised.
  @inline(__always)
  mutating func take() -> UnsafeMutableRawPointer {
    // SAFETY: a free buffer is nobody's but the pool's, and becomes the caller's.
    if let buffer = unsafe last {
      unsafe last = nil
      return unsafe buffer
    }
    return unsafe takeFromRest()
  }

  /// Gives a buffer back, which the caller does not use any more.
  @inline(__always)
  mutating func giveBack(_ buffer: UnsafeMutableRawPointer) {
    // SAFETY: the buffer was taken from here, and is nobody's now.
    if unsafe last == nil {
      unsafe last = buffer
    } else {
      unsafe giveBackToRest(buffer)
    }
  }

  @inline(never)
  private mutating func takeFromRest() -> UnsafeMutableRawPointer {
    // SAFETY: as in `take`.
    if let buffer = unsafe free.popLast() { return unsafe buffer }
    return .allocate(byteCount: BufferPool.bufferBytes, alignment: 64)
  }

  @inline(never)
  private mutating func giveBackToRest(_ buffer: UnsafeMutableRawPointer) {
    // SAFETY: as in `giveBack`.
    if unsafe free.count < BufferPool.keptMax {
      unsafe free.append(buffer)
    } else {
      unsafe buffer.deallocate()
    }
  }
}
