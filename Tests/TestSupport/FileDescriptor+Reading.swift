import SystemCalls

// Not by Foundation, which leaks a page of memory for each empty file that it reads.
extension FileDescriptor {
  /// Waits for at most `count` bytes: read(2).
  ///
  /// - Parameter count: how many at most, from 1.
  /// - Returns: the bytes; none at the end.
  /// - Throws: what read(2) says.
  func read(upTo count: Int) throws(Errno) -> [UInt8] {
    var failure: Errno?
    // SAFETY: the output span covers the array's storage, and tells how much of it was filled.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let room = UnsafeMutableRawBufferPointer(buffer)
      var output = unsafe OutputRawSpan(buffer: room, initializedCount: 0)
      do throws(Errno) { _ = try System.read(self, into: &output) } catch { failure = error }
      filled = unsafe output.finalize(for: room)
    }
    if let failure { throw failure }
    return bytes
  }

  /// Reads everything up to the end, as text.
  ///
  /// - Returns: the text, with replacement characters for what is no UTF-8.
  /// - Throws: what read(2) says.
  func readText() throws(Errno) -> String {
    var bytes: [UInt8] = []
    while true {
      let piece = try read(upTo: 1 << 16)
      guard !piece.isEmpty else { return String(decoding: bytes, as: UTF8.self) }
      bytes += piece
    }
  }
}
