/// What holds for accounts where neither they nor their groups have a setting.
package struct AccountDefaults: Hashable, Sendable {
  /// The path of the directory with the homes, each with the name of its account.
  package var homesDirectory: String

  /// The defaults.
  ///
  /// - Parameter homesDirectory: an absolute path, with or without a slash at its end.
  package init(homesDirectory: String) {
    self.homesDirectory = homesDirectory
  }

  /// The path of an account's home.
  package func home(of name: AccountName) -> String {
    homesDirectory.utf8.last == UInt8(ascii: "/")
      ? homesDirectory + name.text : homesDirectory + "/" + name.text
  }
}
