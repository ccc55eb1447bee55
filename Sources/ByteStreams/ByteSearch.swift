/// A search for one byte that compares many at once.
///
/// Where the byte is found within some hundred bytes, as the ends of lines mostly are, it is as
/// fast as memchr(3), which is not inlined. Far searches of that take half to two thirds of the
/// time: it has instructions for 32 bytes, where the machine has them.
@usableFromInline
struct ByteSearch {
  @usableFromInline typealias Vector = SIMD16<UInt8>

  @usableFromInline let byte: UInt8
  @usableFromInline let pattern: Vector

  @inlinable
  init(_ byte: UInt8) {
    self.byte = byte
    pattern = Vector(repeating: byte)
  }

  /// Where the byte is found first at or after `start`, which is 0 or more; nil if nowhere.
  // SAFETY: each load is of bytes from `start` to the end of the buffer, which the conditions of
  // the loops see to.
  @inlinable @inline(__always)
  func firstOffset(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let address = bytes.baseAddress else { return nil }
    let count = bytes.count
    var offset = start
    // Most bytes that are searched for are near: these steps find them soonest.
    for _ in 0..<8 where offset <= count &- 32 {
      if let place = unsafe place(among32: address + offset) { return offset &+ place }
      offset &+= 32
    }
    while offset <= count &- 128 {
      if unsafe isAmong64(address + offset, address + offset + 64) { break }
      offset &+= 128
    }
    while offset <= count &- 32 {
      if let place = unsafe place(among32: address + offset) { return offset &+ place }
      offset &+= 32
    }
    while offset < count {
      if unsafe address.load(fromByteOffset: offset, as: UInt8.self) == byte { return offset }
      offset &+= 1
    }
    return nil
  }

  /// Whether the byte is among the 64 at one of two addresses.
  // SAFETY: the caller has 64 bytes at both.
  @inlinable @inline(__always)
  func isAmong64(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer) -> Bool {
    let matches = unsafe matches(in64: first) .| matches(in64: second)
    // SAFETY: a mask is as large as the two integers that its bits are taken for.
    let words = unsafe unsafeBitCast(matches, to: SIMD2<UInt64>.self)
    return words[0] | words[1] != 0
  }

  /// All bits set where one of the bytes at an address, and 16, 32 and 48 behind it, matches.
  // SAFETY: the caller has 64 bytes there.
  @inlinable @inline(__always)
  func matches(in64 address: UnsafeRawPointer) -> SIMDMask<SIMD16<Int8>> {
    unsafe matches(at: address) .| matches(at: address + 16)
      .| (matches(at: address + 32) .| matches(at: address + 48))
  }

  /// Which of the 32 bytes at an address is the first that matches; nil if none does.
  // SAFETY: the caller has 32 bytes there.
  @inlinable @inline(__always)
  func place(among32 address: UnsafeRawPointer) -> Int? {
    let (first, second) = unsafe (matches(at: address), matches(at: address + 16))
    // SAFETY: a mask is as large as the two integers that its bits are taken for.
    let either = unsafe unsafeBitCast(first .| second, to: SIMD2<UInt64>.self)
    guard either[0] | either[1] != 0 else { return nil }
    // SAFETY: as above.
    let words = unsafe unsafeBitCast(first, to: SIMD2<UInt64>.self)
    if words[0] | words[1] != 0 { return place(in: words) }
    // SAFETY: as above.
    return 16 &+ place(in: unsafe unsafeBitCast(second, to: SIMD2<UInt64>.self))
  }

  /// Which of the 16 bytes is the first that is not 0; one is.
  @inlinable @inline(__always)
  func place(in words: SIMD2<UInt64>) -> Int {
    words[0] != 0
      ? words[0].littleEndian.trailingZeroBitCount / 8
      : 8 &+ words[1].littleEndian.trailingZeroBitCount / 8
  }

  /// All bits set for each of the 16 bytes at an address that matches.
  // SAFETY: the caller has 16 bytes there.
  @inlinable @inline(__always)
  func matches(at address: UnsafeRawPointer) -> SIMDMask<SIMD16<Int8>> {
    unsafe address.loadUnaligned(as: Vector.self) .== pattern
  }
}
