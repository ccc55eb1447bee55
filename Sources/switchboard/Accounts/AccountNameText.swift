import Accounts
import ArgumentParser

/// Names of accounts and groups on the command line.
enum AccountNameText {
  static let help = ArgumentHelp(
    "1 to \(AccountLimits.nameBytesMax) of A-Z a-z 0-9 . _ @ -, the first a letter, digit or _.",
    valueName: "name"
  )

  /// Words that options have in the place of a name.
  static let reserved = ["none", "default"]

  /// Reads a name.
  ///
  /// - Throws: `UsageError` where it is none.
  static func read(_ text: String) throws(UsageError) -> AccountName {
    guard let name = AccountName(text) else {
      throw UsageError(
        "no name: 1 to \(AccountLimits.nameBytesMax) of A-Z a-z 0-9 . _ @ -, the first a letter, "
          + "digit or _"
      )
    }
    guard !reserved.contains(text) else { throw UsageError("a word that options use") }
    return name
  }
}
