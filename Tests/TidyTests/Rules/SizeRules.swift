/// Sizes that a reader can hold: files, functions and lines of Swift.
enum SizeRules {
  /// Most lines of a file.
  ///
  /// Aim at 80–200 and think at 400.
  static let fileLinesMax = 500
  /// Lines from which a file is worth a thought, though not an error.
  static let fileLinesThought = 400
  /// Most lines of a function, so that it can be seen whole.
  static let functionLinesMax = 70
  /// Most columns of a line, as in `.swift-format`, which lets comments and strings run on.
  static let columnsMax = 100

  static func longFiles(_ repository: Repository, over limit: Int = fileLinesMax) -> [Finding] {
    repository.swiftFiles.filter { $0.lines.count > limit }.map { file in
      Finding(path: file.path, what: "\(file.lines.count) lines, more than \(limit)")
    }
  }

  static func longFunctions(_ repository: Repository) -> [Finding] {
    repository.swiftFiles.flatMap { file in
      FunctionScanner.functions(in: file.code)
        .filter { $0.lines.count > functionLinesMax }
        .map { function in
          Finding(
            path: file.path,
            line: function.lines.lowerBound + 1,
            what: "a function of \(function.lines.count) lines, more than \(functionLinesMax)"
          )
        }
    }
  }

  /// A web address cannot be broken and may run on.
  static func longLines(_ repository: Repository) -> [Finding] {
    repository.swiftFiles.flatMap { file in
      file.findingsInText { line in
        guard line.count > columnsMax, !line.contains("://") else { return nil }
        return "\(line.count) columns, more than \(columnsMax)"
      }
    }
  }
}
