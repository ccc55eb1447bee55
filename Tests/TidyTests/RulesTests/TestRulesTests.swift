import Testing

@Suite struct `Rules of tests` {
  @Test(arguments: [
    ("@Test func `it holds`() {}", []),
    ("@Test func itHolds() {}", [1]),
    ("@Test(arguments: [\n  1,\n])\nfunc itHolds(a: Int) {}", [4]),
    ("@Test(arguments: [1]) func `it holds`(a: Int) {}\nfunc helper() {}", []),
    ("func helper() {}", []),
    ("@Testable func helper() {}", []),
  ])
  func `demand sentences for names`(text: String, lines: [Int]) {
    #expect(TestRules.namesWithoutSentence(.of("Tests/A/A.swift", text)).map(\.line) == lines)
    #expect(TestRules.namesWithoutSentence(.of("Sources/A/A.swift", text)).isEmpty)
  }

  @Test(arguments: [
    ("try await Task.sleep(for: .seconds(1))", 1),
    ("usleep(1)", 1),
    ("sleep(1)", 1),
    ("a.asleep()", 0),
    ("// sleep(1)", 0),
    ("@Test func `calls sleep()`() {}", 0),
  ])
  func `forbid to sleep`(text: String, count: Int) {
    #expect(TestRules.sleeping(.of("Examples/Tests/A/A.swift", text)).count == count)
    #expect(TestRules.sleeping(.of("Examples/Sources/A.swift", text)).isEmpty)
    #expect(TestRules.sleeping(.of("Tests/TestSupport/A.swift", text)).isEmpty)
  }
}
