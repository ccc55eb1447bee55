import Testing

@Suite struct `Rules of size` {
  @Test func `let a file have 500 lines`() {
    let lines = String(repeating: "let a = 1\n", count: 500)
    #expect(SizeRules.longFiles(.of("a.swift", lines)).isEmpty)
    #expect(SizeRules.longFiles(.of("a.swift", lines + "let b = 1\n")).count == 1)
    #expect(SizeRules.longFiles(.of("a.md", lines + "let b = 1\n")).isEmpty)
  }

  @Test func `let a function have 70 lines`() {
    func text(_ count: Int) -> String {
      "struct S {\n  func f() {\n" + String(repeating: "    g()\n", count: count - 2) + "  }\n}\n"
    }
    #expect(SizeRules.longFunctions(.of("a.swift", text(70))).isEmpty)
    let findings = SizeRules.longFunctions(.of("a.swift", text(71)))
    #expect(findings.map(\.description) == ["a.swift:2: a function of 71 lines, more than 70"])
  }

  @Test func `let a line have 100 columns`() {
    let line = "// " + String(repeating: "ä", count: 97)
    #expect(SizeRules.longLines(.of("a.swift", line + "\n")).isEmpty)
    #expect(SizeRules.longLines(.of("a.swift", "\n" + line + "b\n")).map(\.line) == [2])
    #expect(SizeRules.longLines(.of("a.swift", line + "https://a.example\n")).isEmpty)
  }
}
