import Testing

/// The rules of CONTRIBUTING.md that neither compiler nor formatter checks, held against this
/// repository.
///
/// Each test lists what breaks its rule as `path:line: what`.
@Suite struct `The repository` {
  private let repository: Repository
  private let table: LayerTable

  init() throws {
    repository = Repository.current
    table = LayerTable(manifest: try #require(repository.file("Package.swift")).text)
  }

  @Test func `is found`() {
    #expect(repository.file("Tests/TidyTests/RepositoryTests.swift") != nil)
    #expect(repository.swiftFiles.count > 50)
    #expect(!repository.paths.contains { $0.contains(".build") })
  }

  @Test func `has no file that is too long`() {
    expectNone(SizeRules.longFiles(repository))
    for file in SizeRules.longFiles(repository, over: SizeRules.fileLinesThought) {
      print("note: \(file): worth a thought")
    }
  }

  @Test func `has no function that is too long`() {
    expectNone(SizeRules.longFunctions(repository))
  }

  @Test func `has no line that is too long`() {
    expectNone(SizeRules.longLines(repository))
  }

  @Test func `imports along the table of layers only`() {
    #expect(table.layers.count >= 5)
    expectNone(LayerRules.forbiddenImports(repository, table))
  }

  @Test func `lists its layers bottom first`() {
    expectNone(LayerRules.disorder(table))
  }

  @Test func `has a directory of sources and one of tests for each layer`() {
    expectNone(LayerRules.strayTargets(repository, table))
  }

  @Test func `says why its unsafe code is safe`() {
    expectNone(SafetyRules.missingNotes(repository))
  }

  @Test func `says why the compiler may believe it`() {
    expectNone(SafetyRules.missingReasons(repository))
  }

  @Test func `has no leftover marks`() {
    expectNone(LeftoverRules.marks(repository))
  }

  @Test func `has no placeholders`() {
    expectNone(LeftoverRules.placeholders(repository))
  }

  @Test func `has no debugging output in the library`() {
    expectNone(LeftoverRules.debugging(repository))
  }

  @Test func `neither hides errors nor leaves functions unwritten`() {
    expectNone(LeftoverRules.traps(repository))
  }

  @Test func `names its tests by sentences`() {
    expectNone(TestRules.namesWithoutSentence(repository))
  }

  @Test func `does not sleep in tests`() {
    expectNone(TestRules.sleeping(repository))
  }

  @Test func `names no path of one machine`() {
    expectNone(TextRules.machinePaths(repository))
  }

  @Test func `has neither tabs nor blanks at the ends of lines`() {
    expectNone(TextRules.blanks(repository))
  }

  @Test func `has documents whose links lead somewhere`() {
    expectNone(MarkdownRules.brokenLinks(repository))
  }

  @Test func `keeps the formatter's rules that the others rely on`() throws {
    let configuration = try #require(repository.file(".swift-format"))
    expectNone(FormatterRules.missing(configuration))
  }

  private func expectNone(
    _ findings: [Finding],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    if findings.isEmpty { return }
    Issue.record("\(findings.count) found:\(findings.report)", sourceLocation: sourceLocation)
  }
}
