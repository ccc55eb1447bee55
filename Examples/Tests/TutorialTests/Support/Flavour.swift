import Testing

/// How a server serves its clients: the same to whoever is connected.
enum Flavour: String, CaseIterable, CustomTestStringConvertible {
  /// A thread for each.
  case threads
  /// Tasks on event loops.
  case loops

  var testDescription: String { rawValue }

  /// What a server is told for it.
  var arguments: [String] {
    switch self {
    case .threads: []
    case .loops: ["--async"]
    }
  }
}
