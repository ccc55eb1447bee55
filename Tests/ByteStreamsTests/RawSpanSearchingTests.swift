import Testing

@testable import ByteStreams

@Suite struct RawSpanSearchingTests {
  @Test func `a byte is found at every offset, from every start, at every length`() {
    for length in 0...34 {
      for position in 0..<length {
        var haystack = [UInt8](repeating: 0x0B, count: length)
        haystack[position] = 0x0A
        for start in 0...length {
          let expected = start <= position ? position : nil
          #expect(
            offset(of: 0x0A, in: haystack, from: start) == expected,
            "length \(length), start \(start)"
          )
        }
      }
    }
  }

  @Test func `a byte is found at every offset of long stretches`() {
    for length in [100, 127, 128, 129, 255, 256, 257, 383, 384, 385, 511, 545] {
      for position in 0..<length {
        var haystack = [UInt8](repeating: 0x0B, count: length)
        haystack[position] = 0x0A
        haystack[length - 1] = 0x0A
        for start in [0, 1, 33, position, position + 1] where start <= length {
          let expected = start <= position ? position : start < length ? length - 1 : nil
          #expect(
            offset(of: 0x0A, in: haystack, from: start) == expected,
            "length \(length), start \(start)"
          )
        }
      }
    }
  }

  @Test func `every byte is found among all others, and none where it is missing`() {
    for wanted in UInt8.min...UInt8.max {
      let others = (UInt8.min...UInt8.max).filter { $0 != wanted }
      #expect(offset(of: wanted, in: others, from: 0) == nil)
      #expect(offset(of: wanted, in: others + [wanted] + others, from: 0) == others.count)
    }
  }

  @Test func `neighbours that differ in one bit or follow a match do not confuse the search`() {
    #expect(offset(of: 0x0A, in: [0x0A, 0x0B, 0x0A, 0x0B, 0x8A, 0, 1, 0x0A], from: 0) == 0)
    #expect(offset(of: 0x0A, in: [0x0B, 0x8A, 0x0A, 0x0B, 0x0A, 0x0A, 1, 0xFF], from: 0) == 2)
    #expect(offset(of: 0x0A, in: [0x0B, 0x8A, 0x1A, 0x0B, 0x08, 0x02, 1, 0xFF], from: 0) == nil)
  }

  @Test(arguments: [
    ("ab", "xxabxx", 0, 2),
    ("ab", "xxab", 0, 2),
    ("ab", "xxa", 0, nil),
    ("ab", "aaab", 0, 2),
    ("ab", "abab", 1, 2),
    ("aab", "aaaab", 0, 2),
    ("\r\n\r\n", "a\r\n\r\r\n\r\n", 0, 4),
    ("abc", "ab", 0, nil),
    ("a", "", 0, nil),
    ("ab", "ab", 2, nil),
  ])
  func `a delimiter is found whole or not at all`(
    delimiter: String,
    text: String,
    start: Int,
    expected: Int?
  ) {
    let haystack = bytes(text)
    let span = haystack.span
    let found = unsafe span.bytes.firstOffset(of: bytes(delimiter), from: start)
    #expect(found == expected)
  }

  private func offset(of byte: UInt8, in haystack: [UInt8], from start: Int) -> Int? {
    let span = haystack.span
    return unsafe span.bytes.firstOffset(of: byte, from: start)
  }
}
