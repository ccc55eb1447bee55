import Testing

@testable import switchboard

struct GlobPatternTests {
  @Test(arguments: [
    // Of the last name, wherever it is.
    ("*.txt", "a.txt", true), ("*.txt", "d/e/a.txt", true), ("*.txt", "a.txt.gz", false),
    ("a", "d/a", true), ("a", "a/d", false), ("?", "x", true), ("?", "xy", false),
    ("?", "", false), ("*", "d/anything", true), ("a*b*c", "aXbYc", true),
    ("a*b*c", "aXcYb", false),
    ("**", "d/e", true), ("a**b", "aXb", true),
    // Of the whole path.
    ("/a", "a", true), ("/a", "d/a", false), ("d/*.txt", "d/a.txt", true),
    ("d/*.txt", "d/e/a.txt", false), ("d/*.txt", "c/d/a.txt", false), ("d/?", "d/", false),
    ("d/**", "d/a", true), ("d/**", "d/e/a", true), ("d/**", "d", false), ("d/**", "da/x", false),
    ("**/a", "a", true), ("**/a", "d/e/a", true), ("**/a", "d/ba", false),
    ("d/**/a", "d/a", true), ("d/**/a", "d/e/f/a", true), ("d/**/a", "da", false),
    ("d/**/a", "d/ea", false), ("a/**b", "a/c/xb", true), ("a/*/c", "a//c", true),
    // Sets, and what is taken as it is.
    ("[a-c]x", "bx", true), ("[a-c]x", "dx", false), ("[!a-c]x", "dx", true),
    ("[^a]x", "ax", false),
    ("[]]", "]", true), ("[a-]", "-", true), ("\\*", "*", true), ("\\*", "x", false),
    ("\\[a", "[a", true),
    ("日?", "日", false),
  ])
  func `a pattern is of these paths`(_ pattern: String, _ path: String, _ matches: Bool) throws {
    let pattern = try GlobPattern(Array(pattern.utf8))
    #expect(pattern.matches(Array(path.utf8), isFolder: false) == matches)
  }

  @Test func `a slash at the end means folders only`() throws {
    let pattern = try GlobPattern(Array("build/".utf8))
    #expect(pattern.matches(Array("d/build".utf8), isFolder: true))
    #expect(!pattern.matches(Array("d/build".utf8), isFolder: false))
    let all = try GlobPattern(Array("*/".utf8))
    #expect(all.matches(Array("d/e".utf8), isFolder: true))
  }

  @Test func `it is of bytes that are no text`() throws {
    let pattern = try GlobPattern([0xff, UInt8(ascii: "*")])
    #expect(pattern.matches([0xff, 0xfe, 0x00], isFolder: false))
    #expect(!pattern.matches([0xfe], isFolder: false))
  }

  @Test(arguments: ["", "/", "[a", "[", "a\\", "[z-a]"])
  func `what is no pattern is refused`(_ text: String) {
    #expect(throws: UsageError.self) { try GlobPattern(Array(text.utf8)) }
  }

  @Test func `so is one that is too long`() throws {
    let longest = [UInt8](repeating: UInt8(ascii: "a"), count: GlobPattern.bytesMax)
    _ = try GlobPattern(longest)
    #expect(throws: UsageError.self) { try GlobPattern(longest + longest) }
  }

  /// A search that goes back and forth would take longer than the universe has.
  @Test func `many stars take no time`() throws {
    let pattern = try GlobPattern(Array(String(repeating: "*a", count: 40).utf8) + [0x62])
    let path = [UInt8](repeating: UInt8(ascii: "a"), count: 250)
    #expect(!pattern.matches(path, isFolder: false))
  }
}
