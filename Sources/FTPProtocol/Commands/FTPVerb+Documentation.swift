extension FTPVerb {
  /// The table for people: a Markdown table with a line for each command.
  package static var documentation: String {
    let lines = table.map { rule in
      let words = [rule.syntax] + (rule.alias.map { [$0] } ?? [])
      let names = words.map { "`\($0)`".replacing("|", with: "\\|") }.joined(separator: ", ")
      let summary = rule.service == .served ? rule.summary : "\(rule.summary); refused"
      return "| \(names) | \(summary) | \(rule.stage.summary) | \(rule.reference) |"
    }
    let head = ["| Command | What it does | From | Described in |", "|---|---|---|---|"]
    return (head + lines).map { $0 + "\n" }.joined()
  }
}

extension FTPLoginStage {
  /// When a command of the stage is possible.
  fileprivate var summary: String {
    switch self {
    case .greeted: "the greeting"
    case .named: "USER"
    case .loggedIn: "the login"
    }
  }
}
