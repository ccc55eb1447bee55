import SystemCalls

/// What went wrong, as the one line on standard error that scripts see.
struct Complaint: Sendable, Hashable {
  /// Without the name in front, and without the line's end.
  let words: String

  /// An error in one line, whatever its own words are.
  ///
  /// - Parameters:
  ///   - error: what went wrong.
  ///   - operation: stands before it; nil where the error's own words say it.
  init(_ error: any Error, during operation: String? = nil) {
    self.init((operation.map { $0 + ": " } ?? "") + String(describing: error))
  }

  /// These words in one line.
  init(_ words: String) {
    self.words = words.split(whereSeparator: \.isNewline)
      .map { $0.drop(while: \.isWhitespace) }
      .joined(separator: " ")
  }

  /// The whole line: `switchboard: bind to 127.0.0.1:80: Permission denied`.
  var line: String { "switchboard: \(words)" }

  /// Writes the line; where nobody reads standard error, it is lost.
  func tell() {
    try? System.write(line + "\n", to: .error)
  }
}
