/// A text file, with what the rules look at.
struct SourceFile: Sendable {
  /// The path from the repository's root.
  let path: String
  let text: String
  /// The lines without their newlines.
  let lines: [String]
  /// In a Swift file, the same lines with comments, names in backticks and the contents of strings
  /// blanked out; in other files the lines as they are.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    lines = Self.lines(of: text)
    code = path.hasSuffix(".swift") ? Self.lines(of: SwiftStripper.strip(text)) : lines
  }

  /// A finding for each line of the code that `what` has something to say about.
  func findingsInCode(_ what: (String) -> String?) -> [Finding] {
    findings(in: code, what)
  }

  /// A finding for each line of the text that `what` has something to say about.
  func findingsInText(_ what: (String) -> String?) -> [Finding] {
    findings(in: lines, what)
  }

  private func findings(in lines: [String], _ what: (String) -> String?) -> [Finding] {
    lines.enumerated().compactMap { index, line in
      what(line).map { Finding(path: path, line: index + 1, what: $0) }
    }
  }

  private static func lines(of text: String) -> [String] {
    // By bytes: a carriage return and a line feed are one `Character`.
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
