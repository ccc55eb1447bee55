/// Settings under a name, which hold for the accounts that are in the group and have none of their
/// own.
package struct AccountGroup: Hashable, Sendable {
  /// How accounts name it.
  package var name: AccountName
  /// What was set for it; without groups and keys.
  package var settings: AccountSettings

  /// A group.
  package init(name: AccountName, settings: AccountSettings) {
    self.name = name
    self.settings = settings
  }
}
