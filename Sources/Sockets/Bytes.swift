extension MutableRawSpan {
  /// Lends the bytes as an output span with nothing in it yet.
  mutating func withOutputSpan<R, E: Error>(
    _ body: (inout OutputRawSpan) throws(E) -> R
  ) throws(E) -> R {
    // SAFETY: the output span covers exactly these bytes and is gone before they are.
    try unsafe withUnsafeMutableBytes { bytes throws(E) in
      var output = unsafe OutputRawSpan(buffer: bytes, initializedCount: 0)
      return try body(&output)
    }
  }
}

/// A new array of at most `capacity` bytes, filled by `body`.
package func withNewArray<E: Error>(
  capacity: Int,
  _ body: (inout OutputRawSpan) throws(E) -> Void
) throws(E) -> [UInt8] {
  var result: Result<Void, E> = .success(())
  // SAFETY: the output span covers the array's storage; `count` is what it says was filled.
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
    let raw = UnsafeMutableRawBufferPointer(buffer)
    var output = unsafe OutputRawSpan(buffer: raw, initializedCount: 0)
    do throws(E) { try body(&output) } catch { result = .failure(error) }
    count = unsafe output.finalize(for: raw)
  }
  try result.get()
  return bytes
}

extension [UInt8] {
  /// Lends the bytes to `body`.
  @inline(__always)
  func withRawSpan<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    // SAFETY: all bytes of an array are initialised, and there is no padding between them.
    let bytes = unsafe span.bytes
    return try body(bytes)
  }

  /// Lends the bytes to `body` to be overwritten.
  @inline(__always)
  mutating func withMutableRawSpan<R: ~Copyable, E: Error>(
    _ body: (inout MutableRawSpan) throws(E) -> R
  ) throws(E) -> R {
    var span = mutableSpan
    // SAFETY: whatever is written, every pattern of bits is a byte.
    var bytes = unsafe span.mutableBytes
    return try body(&bytes)
  }

  /// Appends an integer in the machine's byte order, as C lays it out.
  mutating func append(native value: some FixedWidthInteger) {
    // The lowest byte of this is the one that lies first in memory, whatever the machine.
    let bits = value.littleEndian
    for shift in stride(from: 0, to: bits.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: bits >> shift))
    }
  }
}
