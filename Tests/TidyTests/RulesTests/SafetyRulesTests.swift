import Testing

@Suite struct `Rules of safety` {
  @Test(arguments: [
    ("func f() {\n  unsafe g()\n}", [2]),
    ("func f() {\n  // SAFETY: it holds.\n  unsafe g()\n}", []),
    ("// SAFETY: it holds.\nfunc f() {\n  unsafe g()\n}", []),
    ("// SAFETY: it holds.\n@inlinable\nfunc f() {\n  unsafe g()\n}", []),
    ("// SAFETY: it holds.\n\nfunc f() {\n  unsafe g()\n}", [4]),
    ("func f() {\n  unsafe g()\n  unsafe h()\n}\nfunc i() {\n  unsafe g()\n}", [2, 6]),
    ("func f() {\n  func g() {\n    unsafe h()\n  }\n  // SAFETY: it holds.\n}", [3]),
    ("var a: Int {\n  unsafe b\n}", [2]),
    ("let a = unsafe b", [1]),
    ("// SAFETY: it holds.\nlet a = unsafe b", []),
    ("func f() {\n  g(\"// SAFETY: \")\n  unsafe h()\n}", [3]),
    ("func f() {\n  // unsafe\n  g(\"unsafe\")\n  isunsafe()\n  unsafely()\n}", []),
    ("@unsafe func f() {\n  h.unsafe(unsafe: 1)\n}", []),
  ])
  func `demand a note for unsafe code`(text: String, lines: [Int]) {
    #expect(SafetyRules.missingNotes(.of("Sources/A/A.swift", text)).map(\.line) == lines)
    #expect(SafetyRules.missingNotes(.of("Tests/A/A.swift", text)).isEmpty)
  }

  @Test(arguments: [
    ("final class A: @unchecked Sendable {}", [1]),
    ("/// A class.\n///\n// SAFETY: it holds.\nfinal class A: @unchecked Sendable {}", []),
    ("nonisolated(unsafe) var a = 1", [1]),
    ("nonisolated(unsafe) var a = 1  // SAFETY: it holds.", []),
    ("unowned(unsafe) let a: A", [1]),
    ("// @unchecked Sendable", []),
  ])
  func `demand a note for what the compiler is told`(text: String, lines: [Int]) {
    #expect(SafetyRules.missingReasons(.of("Sources/A/A.swift", text)).map(\.line) == lines)
  }
}
