/// What a check has found, a line each.
struct Findings {
  /// The lines, in the order of their finding.
  private(set) var lines: [String] = []
  /// What is wrong, each with what to do about it.
  private(set) var problems: [String] = []
  /// Whether something is wrong.
  var hasProblem: Bool { !problems.isEmpty }

  /// Something that is wrong, and what to do about it.
  mutating func problem(_ words: String, advice: String) {
    let text = "\(Complaint(words).words); \(advice)"
    problems.append(text)
    lines.append("problem: \(text)")
  }

  /// Something that somebody should know.
  mutating func note(_ words: String) {
    lines.append("note: \(Complaint(words).words)")
  }
}
