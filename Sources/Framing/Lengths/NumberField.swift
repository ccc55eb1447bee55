internal import ByteStreams

/// A number as it lies among bytes.
struct NumberField: Hashable, Sendable {
  let width: FieldWidth
  /// It matters where a width has several bytes, and a fixed number of them.
  let order: ByteOrder

  /// What was read.
  struct Number {
    let value: UInt64
    /// Where the bytes behind it begin.
    let end: Int
  }

  /// Reads the number that begins at `start`.
  ///
  /// - Returns: nil where it is not there as a whole.
  /// - Throws: `.malformedNumber`.
  func read(from bytes: RawSpan, at start: Int) throws(FramingError) -> Number? {
    if let count = width.byteCount {
      guard bytes.byteCount - start >= count else { return nil }
      return Number(value: fixed(count, from: bytes, at: start), end: start + count)
    }
    return width == .varint
      ? try varint(from: bytes, at: start)
      : try definite(from: bytes, at: start)
  }

  /// Appends a number that fits.
  func append(_ value: UInt64, to output: inout [UInt8]) {
    assert(value <= width.maximum, "a number that does not fit")
    switch width {
    case .varint: appendVarint(value, to: &output)
    case .definite: appendDefinite(value, to: &output)
    default: appendFixed(width.byteCount ?? 0, value, order, to: &output)
    }
  }

  /// At least how many bytes it has.
  var bytesMin: Int { width.byteCount ?? 1 }

  private func fixed(_ count: Int, from bytes: RawSpan, at start: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<count {
      let place = order == .bigEndian ? index : count - 1 - index
      value = value << 8 | UInt64(bytes.byte(at: start + place))
    }
    return value
  }

  private func varint(from bytes: RawSpan, at start: Int) throws(FramingError) -> Number? {
    var value: UInt64 = 0
    for index in 0..<Self.varintBytesMax {
      guard start + index < bytes.byteCount else { return nil }
      let byte = bytes.byte(at: start + index)
      // Of the 64 bits nine bytes hold 63.
      if index == Self.varintBytesMax - 1 && byte > 1 { break }
      value |= UInt64(byte & 0x7F) << UInt64(7 * index)
      if byte < 0x80 { return Number(value: value, end: start + index + 1) }
    }
    throw .malformedNumber(atByte: start)
  }

  private func definite(from bytes: RawSpan, at start: Int) throws(FramingError) -> Number? {
    guard start < bytes.byteCount else { return nil }
    let first = bytes.byte(at: start)
    if first < 0x80 { return Number(value: UInt64(first), end: start + 1) }
    let count = Int(first & 0x7F)
    // None is the indefinite form, whose end is marked otherwise.
    guard (1...MemoryLayout<UInt64>.size).contains(count) else {
      throw .malformedNumber(atByte: start)
    }
    guard bytes.byteCount - start - 1 >= count else { return nil }
    let field = NumberField(width: width, order: .bigEndian)
    return Number(value: field.fixed(count, from: bytes, at: start + 1), end: start + 1 + count)
  }

  private func appendFixed(
    _ count: Int,
    _ value: UInt64,
    _ order: ByteOrder,
    to output: inout [UInt8]
  ) {
    for index in 0..<count {
      let place = order == .bigEndian ? count - 1 - index : index
      output.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * place)))
    }
  }

  private func appendVarint(_ value: UInt64, to output: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(truncatingIfNeeded: rest))
  }

  private func appendDefinite(_ value: UInt64, to output: inout [UInt8]) {
    guard value >= 0x80 else { return output.append(UInt8(truncatingIfNeeded: value)) }
    let count = (UInt64.bitWidth - value.leadingZeroBitCount + 7) / 8
    output.append(0x80 | UInt8(truncatingIfNeeded: count))
    appendFixed(count, value, .bigEndian, to: &output)
  }

  /// Bytes of the longest varint: 64 bits, 7 in each.
  private static let varintBytesMax = 10
}
