import Testing

@Suite struct `Rules of the formatter` {
  @Test func `must be on`() {
    let rules = FormatterRules.needed.map { "\"\($0)\": true" }.joined(separator: ", ")
    #expect(missing("{\"lineLength\": 100, \"rules\": {\(rules)}}").isEmpty)
    let off = rules.replacing(
      "Documentation\": true",
      with: "Documentation\": false",
      maxReplacements: 1
    )
    #expect(
      missing("{\"lineLength\": 100, \"rules\": {\(off)}}")
        == ["AllPublicDeclarationsHaveDocumentation is off"]
    )
    #expect(missing("{\"lineLength\": 120, \"rules\": {\(rules)}}") == ["lineLength is not 100"])
    #expect(missing("{\"lineLength\": 100, \"rules\": {}}").count == FormatterRules.needed.count)
    #expect(missing("{") == ["is no configuration"])
  }

  private func missing(_ text: String) -> [String] {
    FormatterRules.missing(SourceFile(path: ".swift-format", text: text)).map(\.what)
  }
}
