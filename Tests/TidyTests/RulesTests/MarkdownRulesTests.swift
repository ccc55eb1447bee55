import Testing

@Suite struct `Rules of documents` {
  private let repository = Repository([
    SourceFile(path: "README.md", text: "# Title\n"),
    SourceFile(path: "Sources/A/A.swift", text: ""),
    SourceFile(path: "Sources/Guide.md", text: "## What `it` does, and why\n```\n# none\n```\n"),
  ])

  @Test(arguments: [
    "[a](README.md)", "[a](Sources/A)", "[a](Sources/A/A.swift)", "[a](./Sources/Guide.md \"b\")",
    "[a](https://a.example/none)", "[a](mailto:a@a.example)", "[a](#here)", "`[a](none.md)`",
    "[a](Sources/Guide.md#what-it-does-and-why)", "[a](<README.md>)", "a (none.md)",
    "```\n[a](none.md)\n```",
  ])
  func `follow links that resolve`(text: String) {
    #expect(broken("## Here\n" + text).isEmpty)
  }

  @Test(arguments: [
    "[a](none.md)", "![a](none.png)", "[a](Sources/B)", "[a](../README.md)",
    "[a](Sources/Guide.md#none)", "[a](#none)", "[a](README.md) [b](none.md)",
  ])
  func `find links that do not`(text: String) {
    #expect(broken("## Here\n" + text).map(\.line) == [2])
  }

  @Test func `start at the document`() {
    let text = "[a](../README.md) [b](A/A.swift) [c](README.md)"
    let findings = broken(text, at: "Sources/B.md")
    #expect(findings.map(\.what) == ["link to README.md: no such file"])
  }

  private func broken(_ text: String, at path: String = "B.md") -> [Finding] {
    let file = SourceFile(path: path, text: text)
    return MarkdownRules.brokenLinks(Repository(repository.files + [file]))
  }
}
