/// Where accounts and groups are kept, and what they use of their quotas.
///
/// Several processes may use one store at once: what one has changed the others see with their next
/// call. All calls block, for the disk and for other processes, and may be made by many threads at
/// once; a server makes them on threads for such calls (`OffloadPool`), never on an event loop.
///
/// Every call throws `AccountError`: besides what it names itself, the cases of a store that is
/// damaged, locked, not writable or full. A call that throws has changed nothing.
package protocol AccountStore: QuotaStore {
  /// All that holds for an account; nil where there is none of this name.
  func account(named name: AccountName) throws(AccountError) -> Account?

  /// All that holds for an account; nil where it was removed.
  func account(id: AccountID) throws(AccountError) -> Account?

  /// What a login is checked against; nil where there is no account of this name.
  func credentials(of name: AccountName) throws(AccountError) -> AccountCredentials?

  /// What was set for an account; nil where there is none of this name.
  func storedAccount(named name: AccountName) throws(AccountError) -> StoredAccount?

  /// The accounts in the order of their names.
  ///
  /// - Parameters:
  ///   - name: after which name to begin; nil is at the first.
  ///   - countMax: at most so many, and at most `AccountLimits.pageMax`.
  /// - Returns: their page, which is empty after the last.
  /// - Throws: what every call of a store throws.
  func accounts(after name: AccountName?, countMax: Int) throws(AccountError) -> [Account]

  /// Adds an account.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - settings: what is set for it.
  ///   - passwordHash: that of its password; nil if it shall have none.
  /// - Returns: the account.
  /// - Throws: `accountExists`, `noSuchGroup`, `invalidSetting`.
  func addAccount(
    named name: AccountName,
    settings: AccountSettings,
    passwordHash: PasswordHash?
  ) throws(AccountError) -> Account

  /// Changes what is set for an account.
  ///
  /// - Parameters:
  ///   - name: which account.
  ///   - change: is given what is set now, and changes it; nobody else changes it meanwhile. It
  ///     must not use the store.
  /// - Returns: the account as it is from now on.
  /// - Throws: `noSuchAccount`, `noSuchGroup`, `invalidSetting`.
  func updateAccount(
    named name: AccountName,
    _ change: (inout AccountSettings) -> Void
  ) throws(AccountError) -> Account

  /// Gives an account another password, or none.
  ///
  /// - Throws: `noSuchAccount`.
  func setPasswordHash(_ hash: PasswordHash?, of name: AccountName) throws(AccountError)

  /// Replaces the hash of a password by another of the same password, unless it was changed
  /// meanwhile.
  ///
  /// It is no change of the account: its revision stays.
  ///
  /// - Returns: whether it was replaced.
  func replacePasswordHash(
    _ old: PasswordHash,
    of id: AccountID,
    by new: PasswordHash
  ) throws(AccountError) -> Bool

  /// Removes an account and what is known of its quota; its home stays.
  ///
  /// - Throws: `noSuchAccount`.
  func removeAccount(named name: AccountName) throws(AccountError)

  /// The groups in the order of their names.
  func groups() throws(AccountError) -> [AccountGroup]

  /// A group; nil where there is none of this name.
  func group(named name: AccountName) throws(AccountError) -> AccountGroup?

  /// Adds a group.
  ///
  /// - Throws: `groupExists`, `invalidSetting`.
  func addGroup(_ group: AccountGroup) throws(AccountError)

  /// Changes what is set for a group, and so its accounts.
  ///
  /// - Parameters:
  ///   - name: which group.
  ///   - change: is given what is set now, and changes it; nobody else changes it meanwhile. It
  ///     must not use the store.
  /// - Throws: `noSuchGroup`, `invalidSetting`.
  func updateGroup(
    named name: AccountName,
    _ change: (inout AccountSettings) -> Void
  ) throws(AccountError)

  /// Removes a group; its accounts are not in it any more.
  ///
  /// - Throws: `noSuchGroup`.
  func removeGroup(named name: AccountName) throws(AccountError)

  /// A number that grows with every change of an account or a group: cheap to ask for, again and
  /// again.
  func revision() throws(AccountError) -> Int64

  /// What has changed since a revision.
  ///
  /// A server asks for it when ``revision()`` is another, and ends the sessions of accounts that
  /// are gone or may not log in any more.
  ///
  /// - Parameter revision: what ``revision()`` or ``AccountChanges/revision`` was before.
  /// - Returns: what has changed, in no more detail.
  /// - Throws: what every call of a store throws.
  func changes(since revision: Int64) throws(AccountError) -> AccountChanges
}
