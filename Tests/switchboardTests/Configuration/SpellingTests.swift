import Testing

@testable import switchboard

struct SpellingTests {
  static let words = ["port", "idle-timeout", "ftp", "ftps", "user"]

  @Test(arguments: [
    ("prot", "port"), ("Port", "port"), ("idle_timeout", "idle-timeout"),
    ("idletimeout", "idle-timeout"), ("ftpss", "ftps"), ("usr", "user"),
  ])
  func `a word that is near is found`(_ given: String, _ meant: String) {
    #expect(Spelling.nearest(to: given, in: Self.words) == meant)
  }

  @Test(arguments: ["", "banana", String(repeating: "port", count: 100)])
  func `another is not`(_ given: String) {
    #expect(Spelling.nearest(to: given, in: Self.words) == nil)
  }

  @Test func `an error shows no control characters, and no end of letters`() {
    #expect(Spelling.shown("a\u{1b}[2Jb") == "a\\x1b[2Jb")
    #expect(Spelling.shown(String(repeating: "a", count: 1000)).count == 65)
  }
}
