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
func withNewArray<E: Error>(
  capacity: Int,
  _ body: (inout OutputRawSpan) throws(E) -> Void
) throws(E) -> [UInt8] {
  var result: Result<Void, E> = .success(())
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
    // SAFETY: the output span covers the array's storage; `count` is what it says was filled.
    let raw = UnsafeMutableRawBufferPointer(buffer)
    var output = unsafe OutputRawSpan(buffer: raw, initializedCount: 0)
    do throws(E) { try body(&output) } catch { result = .failure(error) }
    count = unsafe output.finalize(for: raw)
  }
  try result.get()
  return bytes
}

extension RawSpan {
  /// The integer at `offset`, in the machine's byte order; the bytes must be there.
  func native<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type, at offset: Int) -> T {
    // SAFETY: the load checks its bounds, and every bit pattern is an integer.
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: type)
  }

  /// The bytes as an array of their own.
  func copied() -> [UInt8] {
    // SAFETY: the pointer is used inside the closure only.
    unsafe withUnsafeBytes { bytes in unsafe [UInt8](bytes) }
  }
}

extension [UInt8] {
  /// Appends an integer in the machine's byte order.
  mutating func append(native value: some FixedWidthInteger & BitwiseCopyable) {
    unsafe Swift.withUnsafeBytes(of: value) { bytes in
      // SAFETY: the bytes of an integer, used inside the closure only.
      unsafe append(contentsOf: bytes)
    }
  }
}
