/// What a check has found, a line each.
struct Findings {
  /// The lines, in the order of their finding.
  private(set) var lines: [String] = []
  /// Whether something is wrong.
  private(set) var hasProblem = false

  /// Something that is wrong, and what to do about it.
  mutating func problem(_ words: String, advice: String) {
    hasProblem = true
    lines.append("problem: \(Complaint(words).words); \(advice)")
  }

  /// Something that somebody should know.
  mutating func note(_ words: String) {
    lines.append("note: \(Complaint(words).words)")
  }
}
