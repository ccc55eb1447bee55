/// An account as it is stored: what was set for it, without what its groups and the defaults add.
package struct StoredAccount: Hashable, Sendable {
  /// Which account it is, for ever.
  package var id: AccountID
  /// What its user logs in with.
  package var name: AccountName
  /// What was set for it.
  package var settings: AccountSettings
  /// Whether it has a password; without one nobody can log in by password.
  package var hasPassword: Bool
  /// Grows with every change of the account or of one of its groups.
  package var revision: Int64

  /// What was read from a store.
  package init(
    id: AccountID,
    name: AccountName,
    settings: AccountSettings,
    hasPassword: Bool,
    revision: Int64
  ) {
    self.id = id
    self.name = name
    self.settings = settings
    self.hasPassword = hasPassword
    self.revision = revision
  }
}
