// Where a delimiter is. Lines are searched eight bytes at a time: a loop over single bytes that may
// leave early is not vectorised, and was the slowest part of reading lines.

extension RawSpan {
  /// Where the byte is found first at or after `start`, as memchr(3) finds it; nil if nowhere.
  package func firstOffset(of byte: UInt8, from start: Int) -> Int? {
    let pattern = UInt64(byte) &* WordOfBytes.ones
    var offset = start
    while offset <= byteCount - WordOfBytes.byteCount {
      let matches = WordOfBytes.zeroBytes(of: word(at: offset) ^ pattern)
      if matches != 0 { return offset + matches.trailingZeroBitCount / 8 }
      offset += WordOfBytes.byteCount
    }
    while offset < byteCount {
      if self.byte(at: offset) == byte { return offset }
      offset += 1
    }
    return nil
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

  private func matches(_ delimiter: [UInt8], at offset: Int) -> Bool {
    for index in delimiter.indices where byte(at: offset + index) != delimiter[index] {
      return false
    }
    return true
  }

  /// Eight bytes, the first one lowest.
  private func word(at offset: Int) -> UInt64 {
    // SAFETY: every pattern of bits is an integer, and the load checks its bounds.
    UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

/// Eight bytes in one integer.
private enum WordOfBytes {
  static let byteCount = 8
  /// 1 in each byte.
  static let ones: UInt64 = 0x0101_0101_0101_0101
  /// The highest bit of each byte.
  static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The highest bit of the lowest zero byte, and perhaps of others above it; 0 if no byte is zero.
  ///
  /// Subtracting 1 borrows into the highest bit of a zero byte; a byte of 128 or more, which has
  /// that bit as well, is masked out. Only a borrow out of a zero byte can touch the bytes above
  /// it, so that the lowest bit set is exact.
  static func zeroBytes(of word: UInt64) -> UInt64 {
    (word &- ones) & ~word & highBits
  }
}
