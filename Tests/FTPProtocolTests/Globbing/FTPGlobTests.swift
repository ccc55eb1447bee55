import TestSupport
import Testing

@testable import FTPProtocol

@Suite struct FTPGlobTests {
  /// A pattern, what matches it and what does not.
  static let patterns: [(String, [String], [String])] = [
    ("a", ["a"], ["", "b", "aa", "A"]),
    ("", [""], ["a"]),
    ("*", ["", "a", "a.b", "\u{e9}"], [".a", "."]),
    ("*.bin", ["a.bin", "a.b.bin", "\u{e9}.bin"], [".bin", "a.bi", "a.bin ", "abin", "a.binx"]),
    (".*", [".", ".a", ".."], ["a", ""]),
    ("\\.*", [".a"], ["a"]),
    ("a*b*c", ["abc", "axxbxxc", "abcbc", "abbc"], ["ab", "acb", "abcd", "xabc"]),
    ("**a**", ["a", "xax", "aa"], ["", "x"]),
    ("a?c", ["abc", "a?c", "a\u{e9}c", "a\u{1F600}c"], ["ac", "abbc", "a\u{e9}\u{e9}c"]),
    ("??", ["ab", "\u{e9}\u{e9}"], ["a", "abc", "\u{e9}"]),
    ("?", ["a", "\u{e9}"], ["", "ab", "."]),
    ("[abc]", ["a", "b", "c"], ["d", "", "ab", "["]),
    ("[a-c]x", ["ax", "bx"], ["dx", "-x"]),
    ("[!a-c]", ["d", "\u{e9}", "-"], ["a", "b", ""]),
    ("[^a]", ["b"], ["a"]),
    ("[]a]", ["]", "a"], ["b"]),
    ("[!]a]", ["b"], ["]", "a"]),
    ("[a-]", ["a", "-"], ["b"]),
    ("[-a]", ["a", "-"], ["b"]),
    ("[\\]]", ["]"], ["\\"]),
    ("[a\\-c]", ["a", "-", "c"], ["b"]),
    ("[c-a]", [], ["a", "b", "c"]),
    ("[a-c-e]", ["a", "b", "-", "e"], ["d"]),
    ("[", ["["], ["a", ""]),
    ("[a", ["[a"], ["a"]),
    ("a[*", ["a[", "a[b"], ["a"]),
    ("[!", ["[!"], ["a"]),
    ("\\*", ["*"], ["a", "\\*"]),
    ("\\\\", ["\\"], ["\\\\"]),
    ("a\\", ["a\\"], ["a"]),
    ("*\u{e9}", ["\u{e9}", "a\u{e9}"], ["e\u{301}", "a"]),
    ("[.]a", [], [".a"]),
    ("?a", ["xa"], [".a"]),
  ]

  @Test(arguments: patterns.indices)
  func `a pattern matches as a shell's`(index: Int) throws {
    let (pattern, matching, others) = Self.patterns[index]
    let glob = try #require(FTPGlob(bytes(pattern)))
    for name in matching { #expect(glob.matches(bytes(name)), "\(pattern) and \(name)") }
    for name in others { #expect(!glob.matches(bytes(name)), "\(pattern) and \(name)") }
  }

  @Test(arguments: ["a/b", "/", "[\u{e9}]", "[a-\u{e9}]"])
  func `some patterns are refused`(pattern: String) {
    #expect(FTPGlob(bytes(pattern)) == nil)
  }

  @Test func `a pattern has limits`() {
    let parts = [UInt8](repeating: 0x61, count: FTPLimits.patternPartsMax)
    #expect(FTPGlob(parts)?.matches(parts) == true)
    #expect(FTPGlob(parts + [0x61]) == nil)
    #expect(FTPGlob(parts + [FTPGlob.star])?.matches(parts + bytes("more")) == true)
    let stars = [UInt8](repeating: FTPGlob.star, count: FTPLimits.patternBytesMax)
    #expect(FTPGlob(stars)?.matches(bytes("any")) == true)
    #expect(FTPGlob(stars + [FTPGlob.star]) == nil)
  }

  @Test func `bytes that are not UTF-8 are matched by a star, and by themselves`() throws {
    let name: [UInt8] = [0x61, 0xFF, 0x80]
    #expect(try #require(FTPGlob(bytes("a*"))).matches(name))
    #expect(try #require(FTPGlob([0x61, 0xFF] + bytes("*"))).matches(name))
    #expect(try #require(FTPGlob(name)).matches(name))
  }

  @Test func `random patterns match what a plain search finds`() throws {
    var random = SeededGenerator()
    let letters = bytes("ab*?")
    for _ in 0..<5_000 {
      let pattern = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        letters[Int.random(in: 0..<4, using: &random)]
      }
      let name = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        letters[Int.random(in: 0..<2, using: &random)]
      }
      let glob = try #require(FTPGlob(pattern))
      #expect(
        glob.matches(name) == searches(pattern[...], name[...]),
        "\(text(pattern)) and \(text(name)), seed \(random.seed)"
      )
    }
  }

  private func searches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    guard let part = pattern.first else { return name.isEmpty }
    if part == FTPGlob.star {
      return searches(pattern.dropFirst(), name)
        || !name.isEmpty && searches(pattern, name.dropFirst())
    }
    guard let byte = name.first, part == .questionMark || part == byte else { return false }
    return searches(pattern.dropFirst(), name.dropFirst())
  }

  @Test(arguments: [
    ("*", "", "*", true), ("a/b/*.c", "a/b/", "*.c", true), ("a", "", "a", false),
    ("*/a", "*/", "a", false), ("a/", "a/", "", false), ("/x?", "/", "x?", true),
    ("a\\*", "", "a\\*", false), ("a\\\\*", "", "a\\\\*", true), ("", "", "", false),
    ("[x", "", "[x", true),
  ])
  func `only the last part of a path is a pattern`(
    path: String,
    directory: String,
    last: String,
    isPattern: Bool
  ) {
    let pattern = FTPPathPattern(bytes(path))
    #expect(text(pattern.directory) == directory)
    #expect(text(pattern.last) == last)
    #expect(pattern.isPattern == isPattern)
  }
}
