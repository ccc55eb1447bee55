extension IPv6Address {
  /// The address written in one of the forms of RFC 4291 §2.2.
  ///
  /// As strict as glibc's `inet_pton`: eight segments of one to four hexadecimal digits of either
  /// case, separated by colons; `::` once in place of one or more zero segments; the last two
  /// segments may be an IPv4 address as ``IPv4Address/init(_:)`` takes it. No zone (`%eth0`), no
  /// prefix length, no brackets, no space. `nil` for any other text.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    self.init(utf8: text.utf8.span)
  }

  /// The address written in the bytes of a text, by the same rules.
  ///
  /// Allocates nothing.
  public init?(utf8 text: Span<UInt8>) {
    var segments = SegmentsInText()
    guard segments.read(text), let bits = segments.bits else { return nil }
    self.init(bits: bits)
  }
}

/// What has been read of an address in text: complete segments, and the one being read.
private struct SegmentsInText {
  /// The complete segments, the last one in the lowest 16 bits.
  var complete: UInt128 = 0

  /// How many segments are complete, 0 to 8.
  var count = 0

  /// How many segments come before the `::`.
  var countBeforeGap: Int?

  /// The segment being read, and how many of its digits have been seen, 0 to 4.
  var segment: UInt16 = 0
  var digits = 0

  /// All 128 bits, the gap filled with zeros.
  ///
  /// `nil` if there are too few segments, or eight and a gap that would stand for nothing.
  var bits: UInt128? {
    guard let countBeforeGap else { return count == 8 ? complete : nil }
    guard count < 8 else { return nil }
    let bitsAfterGap = 16 * (count - countBeforeGap)
    let beforeGap = complete >> bitsAfterGap
    let afterGap = complete & ~(UInt128.max << bitsAfterGap)
    return beforeGap << (16 * (8 - countBeforeGap)) | afterGap
  }

  /// Reads a whole text; false as soon as it cannot become an address.
  mutating func read(_ text: Span<UInt8>) -> Bool {
    // A colon at the start is half of a `::`; the other half is read below like any second colon.
    var start = 0
    if !text.isEmpty, text[0] == UInt8(ascii: ":") {
      guard text.count > 1, text[1] == UInt8(ascii: ":") else { return false }
      start = 1
    }
    var segmentStart = start
    for index in start..<text.count {
      switch text[index] {
      case UInt8(ascii: ":"):
        guard endSegment(isLast: index == text.count - 1) else { return false }
        segmentStart = index + 1
      case UInt8(ascii: "."):
        return append(IPv4Address(utf8: text.extracting(segmentStart..<text.count)))
      case let byte:
        guard append(digit: hexadecimalDigit(byte)) else { return false }
      }
    }
    return digits == 0 || append(segment)
  }

  /// Reads a colon: the end of a segment, or the second colon of a gap.
  private mutating func endSegment(isLast: Bool) -> Bool {
    guard digits > 0 else {
      guard countBeforeGap == nil else { return false }
      countBeforeGap = count
      return true
    }
    guard !isLast, append(segment) else { return false }
    segment = 0
    digits = 0
    return true
  }

  private mutating func append(digit: UInt8?) -> Bool {
    guard let digit, digits < 4 else { return false }
    segment = segment << 4 | UInt16(digit)
    digits += 1
    return true
  }

  private mutating func append(_ segment: UInt16) -> Bool {
    guard count < 8 else { return false }
    complete = complete << 16 | UInt128(segment)
    count += 1
    return true
  }

  private mutating func append(_ address: IPv4Address?) -> Bool {
    guard let address, count <= 6 else { return false }
    complete = complete << 32 | UInt128(address.bits)
    count += 2
    return true
  }
}
