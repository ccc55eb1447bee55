/// What a check has found.
struct Findings: Sendable {
  /// In the order of their finding.
  private(set) var all: [Finding] = []

  /// A line for each.
  var lines: [String] { all.map(\.line) }

  /// What is wrong, each with what to do about it.
  var problems: [Finding] { all.filter { $0.kind == .problem } }

  /// Whether something is wrong.
  var hasProblem: Bool { !problems.isEmpty }

  /// Something that is wrong, and what to do about it.
  mutating func problem(_ words: String, advice: String) {
    all.append(Finding(kind: .problem, what: Complaint(words).words, advice: advice))
  }

  /// Something that may be meant so, and what to do if it is not.
  mutating func warning(_ words: String, advice: String) {
    all.append(Finding(kind: .warning, what: Complaint(words).words, advice: advice))
  }

  /// Something that somebody should know.
  mutating func note(_ words: String) {
    all.append(Finding(kind: .note, what: Complaint(words).words))
  }

  /// Something that is as it should be.
  mutating func good(_ words: String) {
    all.append(Finding(kind: .ok, what: Complaint(words).words))
  }
}

/// One thing that a check has found.
struct Finding: Encodable, Hashable, Sendable {
  /// How bad it is.
  enum Kind: String, Encodable, Sendable {
    case ok, note, warning, problem
  }

  let kind: Kind
  /// In one line.
  let what: String
  /// What to do about it; nil where nothing needs to be done.
  var advice: String?

  /// As it is printed: `problem: WHAT; WHAT TO DO`.
  var line: String { "\(kind.rawValue): \(text)" }

  /// Without its kind.
  var text: String { what + (advice.map { "; " + $0 } ?? "") }
}
