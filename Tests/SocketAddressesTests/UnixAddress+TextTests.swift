import SocketAddresses
import TestSupport
import Testing

struct UnixAddressTextTests {
  static let table: [(kind: UnixAddress.Kind, text: String)] = [
    (.unnamed, "unix:"),
    (.path(Array("/run/a.sock".utf8)), "unix:/run/a.sock"),
    (.path(Array("relative".utf8)), "unix:relative"),
    (.path(Array("/tmp/a b:c".utf8)), "unix:/tmp/a b:c"),
    (.path(Array("/tmp/é/地瓜".utf8)), "unix:/tmp/é/地瓜"),
    (.path(Array("\u{301}a".utf8)), "unix:\u{301}a"),
    (.path(Array(#"/a\b"#.utf8)), #"unix:/a\\b"#),
    (.path(Array("/a\nb\t\u{7f}".utf8)), #"unix:/a\x0ab\x09\x7f"#),
    (.path(Array("/a\r\nb".utf8)), #"unix:/a\x0d\x0ab"#),
    (.path(Array("/\u{85}\u{2028}\u{202e}".utf8)), #"unix:/\xc2\x85\xe2\x80\xa8\xe2\x80\xae"#),
    (.path([0x2f, 0xff, 0x61]), #"unix:/\xffa"#),
    (.path([0x2f, 0xc3, 0xa9, 0xff]), #"unix:/\xc3\xa9\xff"#),
    (.abstract([]), "unix-abstract:"),
    (.abstract(Array("name".utf8)), "unix-abstract:name"),
    (.abstract([0]), #"unix-abstract:\x00"#),
    (.abstract([0x61, 0, 0x62, 0]), #"unix-abstract:a\x00b\x00"#),
    (.abstract([0x1b, 0x5b]), #"unix-abstract:\x1b["#),
  ]

  @Test(arguments: table)
  func `an address is written on one line and read back`(
    kind: UnixAddress.Kind,
    text: String
  ) throws {
    let address = try #require(UnixAddress(text))
    #expect(address.kind == kind)
    #expect(Array(address.description.utf8) == Array(text.utf8))
    #expect(UnixAddress(utf8: Array(text.utf8).span) == address)
  }

  @Test func `what needs no escape may be escaped, and control characters may stand`() {
    #expect(UnixAddress(#"unix:\x2Ftmp"#) == UnixAddress("unix:/tmp"))
    #expect(UnixAddress("unix:/a\nb") == UnixAddress(#"unix:/a\x0ab"#))
  }

  static let bad = [
    "", "unix", "unix-abstract", "Unix:/a", " unix:/a", "/run/a", #"unix:\"#, #"unix:\n"#,
    #"unix:\x"#, #"unix:\x4"#, #"unix:\xg0"#, #"unix:\x0g"#, #"unix:a\"#, #"unix:a\x00"#,
    "unix:a\0", "unix:" + String(repeating: "a", count: 108),
    "unix-abstract:" + String(repeating: "a", count: 108), "unix:\\\u{301}",
  ]

  @Test(arguments: bad)
  func `any other text is refused`(text: String) {
    #expect(UnixAddress(text) == nil)
  }

  @Test func `names of any bytes are written on one line and read back`() throws {
    var random = SeededGenerator()
    for _ in 0..<20_000 {
      let address = try random.unixAddress()
      let text = address.description
      #expect(UnixAddress(text) == address, "seed \(random.seed)")
      #expect(!text.contains { $0.isNewline }, "seed \(random.seed)")
      #expect(!text.utf8.contains { $0 < 0x20 || $0 == 0x7f }, "seed \(random.seed)")
    }
  }

  @Test func `random texts never trap, and what is accepted is read back`() throws {
    var random = SeededGenerator()
    let alphabet = Array("unix-abstract:\\x0aF/\n\0é\u{301}".unicodeScalars)
    var accepted = 0
    for _ in 0..<100_000 {
      let text = random.mutation(of: try random.unixAddress().description, alphabet: alphabet)
      guard let address = UnixAddress(text) else { continue }
      accepted += 1
      #expect(UnixAddress(address.description) == address, "seed \(random.seed)")
    }
    #expect((10_000...90_000).contains(accepted), "seed \(random.seed)")
  }
}

extension SeededGenerator {
  /// An address of any kind, its name of few bytes: printable, control, NUL (in abstract names) or
  /// not UTF-8.
  mutating func unixAddress() throws -> UnixAddress {
    let pieces: [[UInt8]] = [
      Array("/".utf8), Array("a".utf8), Array("é".utf8), Array("\\".utf8), Array("\n".utf8),
      Array("\u{2028}".utf8), Array("\u{301}".utf8), Array("😀".utf8), bytes(count: 1),
    ]
    let count = Int.random(in: 0...6, using: &self)
    let name = (0..<count).flatMap { _ in pieces.randomElement(using: &self) ?? [] }
    let path = name.filter { $0 != 0 }
    switch Int.random(in: 0..<5, using: &self) {
    case 0: return .unnamed
    case 1, 2: return try UnixAddress(abstractName: name)
    default: return path.isEmpty ? .unnamed : try UnixAddress(path: path)
    }
  }
}
