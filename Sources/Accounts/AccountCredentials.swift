/// What a login is checked against, as both were at one moment.
package struct AccountCredentials: Sendable {
  /// All that holds for the account.
  package var account: Account
  /// Its password's hash; nil if it has none.
  package var passwordHash: PasswordHash?

  /// What was read from a store.
  package init(account: Account, passwordHash: PasswordHash?) {
    self.account = account
    self.passwordHash = passwordHash
  }
}
