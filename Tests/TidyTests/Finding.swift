/// One place in the repository that breaks a rule.
struct Finding: CustomStringConvertible {
  var path: String
  /// Counted from 1; nil where the whole file is meant.
  var line: Int?
  var what: String

  var description: String {
    line.map { "\(path):\($0): \(what)" } ?? "\(path): \(what)"
  }
}

extension [Finding] {
  /// The findings as a compiler would print them, one a line.
  var report: String {
    map { "\n\($0)" }.joined()
  }
}
