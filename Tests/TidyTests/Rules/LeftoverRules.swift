/// What was meant to go before anybody else reads the code.
enum LeftoverRules {
  /// Written in two pieces, so that this file has none of them.
  static let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]

  /// Where a mark is a leftover: in what a machine reads.
  ///
  /// Prose may speak of them.
  static let codeEndings = [".c", ".h", ".py", ".sh", ".swift", "Makefile", ".ci/run"]

  /// Calls that have no place in the library: it prints nothing and traps only for a reason.
  static let libraryCalls = ["debugPrint(", "dump(", "print("]

  static func marks(_ repository: Repository) -> [Finding] {
    repository.files.filter { file in codeEndings.contains { file.path.hasSuffix($0) } }
      .flatMap { file in
        file.findingsInText { line in
          marks.first { hasWord($0, line) }.map { "leftover \($0)" }
        }
      }
  }

  static func placeholders(_ repository: Repository) -> [Finding] {
    repository.paths.filter { $0.hasSuffix("/Placeholder.swift") }.map {
      Finding(path: $0, what: "a file that only holds a place")
    }
  }

  static func debugging(_ repository: Repository) -> [Finding] {
    repository.swiftFiles.filter { $0.path.hasPrefix("Sources/") }.flatMap { file in
      file.findingsInCode { line in
        libraryCalls.first { hasCall($0, line) }.map { "\($0)…) in the library" }
      }
    }
  }

  /// Errors that are hidden and functions that were never written.
  static func traps(_ repository: Repository) -> [Finding] {
    repository.swiftFiles.flatMap { file in
      zip(file.code, file.lines).enumerated().compactMap { index, line -> Finding? in
        let (code, text) = line
        let isUnwritten =
          code.contains("fatalError(")
          && text.contains(#/fatalError\("(?:not |un)impl/#.ignoresCase())
        guard isUnwritten || code.contains("try!") else { return nil }
        let what = isUnwritten ? "a function that was never written" : "try! hides an error"
        return Finding(path: file.path, line: index + 1, what: what)
      }
    }
  }

  private static func hasWord(_ word: String, _ line: String) -> Bool {
    line.ranges(of: word).contains { range in
      let before = line[..<range.lowerBound].last
      let after = line[range.upperBound...].first
      return !(before.map(isWordCharacter) ?? false) && !(after.map(isWordCharacter) ?? false)
    }
  }

  /// Whether the line calls the global function, and no method of the same name.
  private static func hasCall(_ call: String, _ line: String) -> Bool {
    line.ranges(of: call).contains { range in
      let before = line[..<range.lowerBound]
      let isPart = before.last.map { isWordCharacter($0) || $0 == "." } ?? false
      return !isPart && !before.hasSuffix("func ")
    }
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
