import Testing

@Suite struct `Rules of text` {
  @Test(arguments: TextRules.machinePaths)
  func `find paths of one machine`(path: String) {
    #expect(TextRules.machinePaths(.of("A.md", "a\nsee \(path)b\n")).map(\.line) == [2])
    #expect(TextRules.machinePaths(.of("A.md", "\(path)b\n")).map(\.line) == [1])
    #expect(TextRules.machinePaths(.of("A.md", "see /usr/bin, a\(path)b, ./\(path)b\n")).isEmpty)
  }

  @Test(
    arguments: [
      ("a.py", "a\nb\n", []),
      ("a.py", "a \nb\n", [1]),
      ("a.py", "a\n\tb\n", [2]),
      ("a.py", "a\r\nb\n", [1]),
      ("Makefile", "a:\n\tb\n", []),
      ("Makefile", "a:\n\tb\t\n", [2]),
      ("a.py", "a", [nil]),
      ("a.py", "a\n\n", [nil]),
      ("a.py", "", []),
    ] as [(String, String, [Int?])]
  )
  func `find stray blanks`(path: String, text: String, lines: [Int?]) {
    #expect(TextRules.blanks(.of(path, text)).map(\.line) == lines)
  }
}
