import Testing

@Suite struct `Scanning for functions` {
  /// Each text with the lines of the functions in it.
  @Test(arguments: [
    ("func f() {\n}", [0...1]),
    ("func f(\n  a: Int\n) throws(E) -> Int {\n  1\n}", [0...4]),
    ("func f()\n  -> Int\nwhere T: A,\n  U == B\n{\n  1\n}", [0...6]),
    ("func f(a: () -> Void = { g() }) {\n}", [0...1]),
    ("static func == (a: A, b: A) -> Bool {\n  true\n}", [0...2]),
    ("func f<T>(_ a: T) where T == Int {\n}", [0...1]),
    ("init?(a: Int) {\n}\ndeinit {\n}", [0...1, 2...3]),
    ("subscript(a: Int) -> Int {\n  get { 1 }\n}", [0...2]),
    ("var a: Int {\n  1\n}", [0...2]),
    ("func f() {\n  func g() {\n  }\n}", [0...3, 1...2]),
    ("protocol P {\n  func f()\n  init()\n  var a: Int { get }\n}", [3...3]),
    ("func f() {\n  if a { { b }() }\n}\nlet c = 1", [0...2]),
  ])
  func `finds declarations with bodies`(text: String, lines: [ClosedRange<Int>]) {
    #expect(scan(text).map(\.lines) == lines)
  }

  @Test(arguments: [
    "self.init(a) { b }",
    "let a = T.init",
    "if var a {\n}",
    "while let b, var a {\n}",
    "var a = { 1 }()",
    "var a: Int = {\n  1\n}()",
    "var a = 1\nif b {\n}",
    "let function = 1\nif b {\n}",
    "func f()\n\nstruct S {\n}",
    "func f() {",
    "// func f() {}",
    "",
  ])
  func `takes nothing else for one`(text: String) {
    #expect(scan(text) == [])
  }

  private func scan(_ text: String) -> [ScannedFunction] {
    FunctionScanner.functions(in: SourceFile(path: "a.swift", text: text).code)
  }
}
