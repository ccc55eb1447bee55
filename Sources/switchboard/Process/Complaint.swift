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

  /// These words in one line, in which nothing commands a terminal: names of files may be
  /// anybody's.
  init(_ words: String) {
    self.words = words.split(whereSeparator: \.isNewline)
      .map { $0.drop(while: \.isWhitespace) }
      .joined(separator: " ")
      .unicodeScalars.map(Self.shown).joined()
  }

  /// Control characters as `\xHH`.
  private static func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\x" + (digits.count == 1 ? "0" : "") + digits
    default: return String(scalar)
    }
  }

  /// The whole line: `switchboard: bind to 127.0.0.1:80: Permission denied`.
  var line: String { "switchboard: \(words)" }

  /// Writes the line; where nobody reads standard error, it is lost.
  func tell() {
    try? System.write(line + "\n", to: .error)
  }
}
