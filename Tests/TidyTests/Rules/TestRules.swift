/// Habits of tests that make them worth their time.
enum TestRules {
  /// A test's name says what holds, as a sentence in backticks.
  static func namesWithoutSentence(_ repository: Repository) -> [Finding] {
    tests(repository).flatMap { file in
      var isTest = false
      return file.code.enumerated().compactMap { index, line -> Finding? in
        isTest = isTest || line.contains(#/@Test\b/#)
        guard isTest, let name = line.firstRange(of: #/\bfunc\s+/#) else { return nil }
        isTest = false
        guard !line[name.upperBound...].hasPrefix("`") else { return nil }
        return Finding(path: file.path, line: index + 1, what: "a test's name is no sentence")
      }
    }
  }

  /// Tests wait for what happens and never for time to pass.
  ///
  /// Their support may: it ends at a deadline what would go on for ever. And so may a task on an
  /// event loop, which is something to test: it sleeps by the loop's clock, and is woken by the
  /// test.
  static func sleeping(_ repository: Repository) -> [Finding] {
    tests(repository).filter { !$0.path.hasPrefix("Tests/TestSupport/") }.flatMap { file in
      file.findingsInCode { line in
        let isOfLoop = line.contains(#/(?:self|loops?(?:\[\d\])?)\.sleep\(/#.ignoresCase())
        return line.contains(#/(?:^|[^\w`])(?:nano|u)?sleep\(/#) && !isOfLoop
          ? "a test that sleeps" : nil
      }
    }
  }

  private static func tests(_ repository: Repository) -> [SourceFile] {
    repository.swiftFiles.filter { $0.path.hasPrefix("Tests/") || $0.path.contains("/Tests/") }
  }
}
