import Testing

@Suite struct `Rules of leftovers` {
  @Test(arguments: LeftoverRules.marks)
  func `find marks in code and not in prose`(mark: String) {
    let text = "a\n# \(mark): later\n// my\(mark)\n// \(mark)_A\n"
    for path in ["A.swift", "a.py", "Makefile", ".ci/run"] {
      #expect(LeftoverRules.marks(.of(path, text)).map(\.line) == [2])
    }
    #expect(LeftoverRules.marks(.of("A.md", text)).isEmpty)
  }

  @Test func `find placeholders`() {
    #expect(LeftoverRules.placeholders(.of("Sources/A/Placeholder.swift", "")).count == 1)
    #expect(LeftoverRules.placeholders(.of("Sources/A/A.swift", "")).isEmpty)
  }

  @Test(arguments: [
    ("print(a)", 1),
    ("  if b { dump(a) }", 1),
    ("debugPrint(a)", 1),
    ("log.print(a)", 0),
    ("func print(a: Int) {}", 0),
    ("sprint(a)", 0),
    ("// print(a)", 0),
    ("\"print(a)\"", 0),
  ])
  func `find debugging output in the library`(text: String, count: Int) {
    #expect(LeftoverRules.debugging(.of("Sources/A/A.swift", text)).count == count)
    #expect(LeftoverRules.debugging(.of("Examples/Sources/A/A.swift", text)).isEmpty)
  }

  @Test(arguments: [
    ("try! f()", 1),
    ("fatalError(\"not implemented\")", 1),
    ("fatalError(\"Unimplemented\")", 1),
    ("fatalError(\"the kernel gave no address\")", 0),
    ("// try! f()", 0),
    ("\"fatalError(\\\"not implemented\\\")\"", 0),
  ])
  func `find hidden errors and unwritten functions`(text: String, count: Int) {
    #expect(LeftoverRules.traps(.of("A.swift", text)).count == count)
  }
}
