import Accounts
import TestSupport
import Testing

struct UnpaddedBase64Tests {
  // RFC 4648, section 10, without the padding.
  static let table: [(bytes: String, text: String)] = [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
    ("foobar", "Zm9vYmFy"),
  ]

  @Test(arguments: table)
  func `bytes have their digits, both ways`(content: String, text: String) {
    #expect(UnpaddedBase64.encode(bytes(content)) == text)
    #expect(UnpaddedBase64.decode(bytes(text)[...]) == bytes(content))
  }

  @Test(arguments: [
    "Z", "Zm9vY", "Zh", "Zm9", "Zg==", "Zg=", "Zg\n", " Zg", "Z-", "Z_", "Zé", "Zg\0",
  ])
  func `what is not written so is refused`(text: String) {
    #expect(UnpaddedBase64.decode(bytes(text)[...]) == nil)
  }

  @Test func `any bytes come back`() {
    var generator = SeededGenerator()
    for count in 0..<200 {
      let content = generator.bytes(count: count)
      let text = UnpaddedBase64.encode(content)
      #expect(UnpaddedBase64.decode(bytes(text)[...]) == content, "seed \(generator.seed)")
    }
  }
}
