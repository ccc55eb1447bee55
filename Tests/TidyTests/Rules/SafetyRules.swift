/// Where the compiler's proof ends, a note says what takes its place.
enum SafetyRules {
  static let note = "// SAFETY:"

  /// Each declaration with unsafe code has a note within it, or in the comment above it.
  static func missingNotes(_ repository: Repository) -> [Finding] {
    repository.swiftFiles.filter(isProduct).flatMap { file in
      let functions = FunctionScanner.functions(in: file.code)
      var reported: Set<Int> = []
      return file.code.indices.filter { isUnsafe(file.code[$0]) }.compactMap { line -> Finding? in
        // The last that holds the line is the innermost: outer functions come first.
        let lines = functions.last { $0.lines.contains(line) }?.lines ?? line...line
        let isNoted = lines.contains { hasNote(file, $0) } || hasNoteAbove(file, lines.lowerBound)
        guard !isNoted, reported.insert(lines.lowerBound).inserted else { return nil }
        return Finding(path: file.path, line: line + 1, what: "unsafe code without a \(note) note")
      }
    }
  }

  /// What the compiler is told to believe has a note too, on the line or in the comment above it.
  static func missingReasons(_ repository: Repository) -> [Finding] {
    let words = ["@unchecked Sendable", "nonisolated(unsafe)", "unowned(unsafe)"]
    return repository.swiftFiles.filter(isProduct).flatMap { file in
      file.code.indices.compactMap { line -> Finding? in
        guard let word = words.first(where: file.code[line].contains),
          !hasNote(file, line), !hasNoteAbove(file, line)
        else { return nil }
        return Finding(path: file.path, line: line + 1, what: "\(word) without a \(note) note")
      }
    }
  }

  /// Whether a line of code has the expression marker `unsafe`, and not an attribute of that name.
  static func isUnsafe(_ code: String) -> Bool {
    code.contains(#/(?:^|[^@(.\w])unsafe\b(?!\s*:)/#)
  }

  private static func isProduct(_ file: SourceFile) -> Bool {
    file.path.hasPrefix("Sources/") || file.path.hasPrefix("Examples/Sources/")
  }

  /// Whether a note begins on the line: in the text and not in a string of the code.
  private static func hasNote(_ file: SourceFile, _ line: Int) -> Bool {
    guard let range = file.lines[line].firstRange(of: note) else { return false }
    let before = file.lines[line][..<range.lowerBound].utf8.count
    return file.code[line].utf8.dropFirst(before).allSatisfy { $0 == UInt8(ascii: " ") }
  }

  private static func hasNoteAbove(_ file: SourceFile, _ line: Int) -> Bool {
    for above in file.lines[..<line].indices.reversed() {
      let text = file.lines[above].drop { $0 == " " }
      guard text.hasPrefix("//") || text.hasPrefix("@") else { return false }
      if hasNote(file, above) { return true }
    }
    return false
  }
}
