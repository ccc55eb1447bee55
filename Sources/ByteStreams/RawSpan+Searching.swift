// Where a delimiter is. Bytes are compared sixteen at a time, and in long stretches 64: a loop over
// single bytes that may leave early is not vectorised, and was the slowest part of reading lines.

extension RawSpan {
  /// Where the byte is found first at or after `start`, as memchr(3) finds it; nil if nowhere.
  @inlinable @inline(__always)
  package func firstOffset(of byte: UInt8, from start: Int) -> Int? {
    guard start < byteCount else { return nil }
    precondition(start >= 0, "a start before the bytes")
    // SAFETY: the search reads within the bytes, which are there as long as the closure runs.
    return unsafe withUnsafeBytes { bytes in
      unsafe ByteSearch(byte).firstOffset(in: bytes, from: start)
    }
  }

  /// Where the delimiter, which is not empty, begins first at or after `start`; nil if it is
  /// nowhere whole.
  ///
  /// The time is at worst the product of the two lengths, as the program chooses the delimiter and
  /// not the peer.
  package func firstOffset(of delimiter: [UInt8], from start: Int) -> Int? {
    var start = start
    while let offset = firstOffset(of: delimiter[0], from: start) {
      guard delimiter.count <= byteCount - offset else { return nil }
      if matches(delimiter, at: offset) { return offset }
      start = offset + 1
    }
    return nil
  }

  /// The byte at an offset, which is checked.
  @inlinable @inline(__always)
  package func byte(at offset: Int) -> UInt8 {
    // SAFETY: every pattern of bits is a byte, and the load checks its bounds.
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// The four bytes at an offset, which is checked, as the machine has them in an integer.
  @inlinable @inline(__always)
  package func integer(at offset: Int) -> UInt32 {
    // SAFETY: every pattern of bits is an integer, and the load checks its bounds.
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
  }

  private func matches(_ delimiter: [UInt8], at offset: Int) -> Bool {
    for index in delimiter.indices where byte(at: offset + index) != delimiter[index] {
      return false
    }
    return true
  }
}
