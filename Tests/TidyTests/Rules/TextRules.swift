/// What holds for every text file.
enum TextRules {
  /// Paths that exist on one machine only.
  ///
  /// Written in pieces, so that this file has none of them.
  static let machinePaths = [
    "/" + "work/", "/" + "root/", "/" + "home/", "/opt" + "/swift", ".." + "/shared",
  ]

  /// Make's syntax demands tabs.
  static let filesWithTabs: Set<String> = ["Makefile"]

  static func machinePaths(_ repository: Repository) -> [Finding] {
    repository.files.flatMap { file in
      file.findingsInText { line in
        machinePaths.first { begins($0, in: line) }.map { "names \($0), which is not everywhere" }
      }
    }
  }

  static func blanks(_ repository: Repository) -> [Finding] {
    repository.files.flatMap { file in
      file.findingsInText { line in
        if line.hasSuffix(" ") || line.hasSuffix("\t") || line.hasSuffix("\r") {
          return "blanks at the end of the line"
        }
        return line.contains("\t") && !filesWithTabs.contains(file.path) ? "a tab" : nil
      } + ending(file)
    }
  }

  /// Whether a path begins with the text somewhere: within a longer path it means something else.
  private static func begins(_ path: String, in line: String) -> Bool {
    line.ranges(of: path).contains { range in
      guard let before = line[..<range.lowerBound].last else { return true }
      return !before.isLetter && !before.isNumber && !"./_-".contains(before)
    }
  }

  private static func ending(_ file: SourceFile) -> [Finding] {
    guard !file.text.isEmpty, !file.text.hasSuffix("\n") || file.text.hasSuffix("\n\n") else {
      return []
    }
    return [Finding(path: file.path, what: "does not end in exactly one line break")]
  }
}
