/// How far a login has come.
package enum FTPLoginStage: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// Nobody has said who it is.
  case greeted
  /// USER has come, PASS has not.
  case named
  /// The login has succeeded.
  case loggedIn

  /// Whether the first comes before the second.
  package static func < (first: Self, second: Self) -> Bool {
    first.rawValue < second.rawValue
  }
}
