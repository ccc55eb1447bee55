import Testing

@testable import switchboard

struct SizeTextTests {
  static let sizes: [(text: String, bytes: Int64)] = [
    ("0", 0), ("1", 1), ("1023", 1023), ("1K", 1024), ("512M", 512 << 20), ("10G", 10 << 30),
    ("3T", 3 << 40), ("1500", 1500),
  ]

  @Test(arguments: sizes)
  func `a size is read with its unit, and written as short as can be`(
    _ text: String,
    _ bytes: Int64
  ) throws {
    #expect(try SizeText.read(text, in: 0...(.max)) == bytes)
    #expect(SizeText.write(bytes) == text)
  }

  @Test(arguments: [
    "", "K", "-1", "+1", "1.5G", "1 G", "1k", "1GB", "G1", "0x10", "٣", "9223372036854775808",
    "9007199254740993K", "99999999999999999999G",
  ])
  func `anything else is refused`(_ text: String) {
    #expect(throws: UsageError.self) { try SizeText.read(text, in: 0...(.max)) }
  }

  @Test func `a size out of its range is refused`() {
    #expect(throws: UsageError("not from 1 to 1K")) { try SizeText.read("0", in: 1...1024) }
    #expect(throws: UsageError("not from 1 to 1K")) { try SizeText.read("2K", in: 1...1024) }
  }
}
