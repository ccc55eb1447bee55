/// Whether a command has an argument, and what it is called in help texts.
package enum FTPArgumentRule: Hashable, Sendable {
  /// It has none.
  case none
  /// It may have one.
  case optional(String)
  /// It must have one.
  case required(String)

  /// What the help text has behind the word.
  package var syntax: String {
    switch self {
    case .none: ""
    case .optional(let name): " [<\(name)>]"
    case .required(let name): " <\(name)>"
    }
  }
}
