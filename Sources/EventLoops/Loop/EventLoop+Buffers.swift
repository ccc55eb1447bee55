// Receive buffers, lent for the time between a read and the end of what is done with the bytes.
extension EventLoop {
  /// Bytes of a buffer: 64 KiB.
  ///
  /// A read that fills less has emptied the queue.
  package static let bufferBytes = BufferPool.bufferBytes

  /// Takes a buffer of `bufferBytes` bytes, not initialised, on the loop's thread.
  ///
  /// Whoever takes one gives it back.
  package func takeBuffer() -> UnsafeMutableRawBufferPointer {
    // SAFETY: this is the loop's thread.
    let start = unsafe core.pointee.buffers.take()
    return unsafe UnsafeMutableRawBufferPointer(start: start, count: BufferPool.bufferBytes)
  }

  /// Gives a buffer back that nobody uses any more, from whatever thread; nil is none.
  package func giveBackBuffer(_ start: UnsafeMutableRawPointer?) {
    guard let start = unsafe start else { return }
    guard isCurrent else { return unsafe giveBackFromElsewhere(start) }
    // SAFETY: this is the loop's thread.
    unsafe core.pointee.buffers.giveBack(start)
  }

  @inline(never)
  private func giveBackFromElsewhere(_ start: UnsafeMutableRawPointer) {
    // SAFETY: an address becomes a number, and the same address again on the loop's thread.
    let address = UInt(bitPattern: start)
    execute { [self] in
      unsafe giveBackBuffer(UnsafeMutableRawPointer(bitPattern: address))
    }
  }
}
