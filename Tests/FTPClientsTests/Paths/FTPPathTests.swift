import FTPClients
import Testing

/// Paths as values.
@Suite struct FTPPathTests {
  @Test(arguments: [
    ("a", "a"), ("/a", "a"), ("a/b", "b"), ("a/b/", "b"), ("a//", "a"), ("/", ""), ("", ""),
    ("//", ""), ("..", ".."),
  ])
  func `the last component is what lies behind the last slash`(
    _ path: String,
    _ last: String
  ) {
    #expect(FTPPath(path).lastComponent == FTPPath(last))
  }

  @Test(arguments: [
    ("", "a", "a"), ("/", "a", "/a"), ("a", "b", "a/b"), ("a/", "b", "a/b"), ("a", "", "a/"),
  ])
  func `a name is put behind a slash`(_ path: String, _ name: String, _ whole: String) {
    #expect(FTPPath(path).appending(FTPPath(name)) == FTPPath(whole))
  }

  @Test func `bytes that are no text stay what they are`() {
    let path = FTPPath(bytes: [0xE4, 0x41])
    #expect(path.bytes == [0xE4, 0x41])
    #expect(path.text == "\u{FFFD}A")
    #expect(path.description == #"\xE4A"#)
    #expect(path != FTPPath("\u{FFFD}A"))
    #expect(FTPPath("e\u{301}") != FTPPath("\u{E9}"))
  }

  @Test func `a description commands no terminal`() {
    #expect(FTPPath("\u{1B}[2Ja\n\u{202E}b").description == #"\x1B[2Ja\x0A\xE2\x80\xAEb"#)
    #expect(FTPPath("ä b").description == "ä b")
  }

  @Test(arguments: [
    ("a", true), ("...", true), (" ", true), ("-", true), ("a\\b", true), ("", false),
    (".", false), ("..", false), ("/", false), ("a/b", false), ("a\n", false), ("a\r", false),
    ("a\0", false),
  ])
  func `a plain name stays in its directory`(_ name: String, _ isPlain: Bool) {
    #expect(FTPPath(name).isPlainName == isPlain)
  }
}
