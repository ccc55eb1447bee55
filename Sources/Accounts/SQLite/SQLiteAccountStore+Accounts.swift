internal import GRDB

extension SQLiteAccountStore {
  /// All that holds for an account; nil where there is none of this name.
  package func account(named name: AccountName) throws(AccountError) -> Account? {
    try read { database in
      let table = accounts(database)
      return try table.row(named: name).map(table.account)
    }
  }

  /// All that holds for an account; nil where it was removed.
  package func account(id: AccountID) throws(AccountError) -> Account? {
    try read { database in
      let table = accounts(database)
      return try table.row(id).map(table.account)
    }
  }

  /// What a login is checked against; nil where there is no account of this name.
  package func credentials(of name: AccountName) throws(AccountError) -> AccountCredentials? {
    try read { database in
      let table = accounts(database)
      guard let row = try table.row(named: name) else { return nil }
      return AccountCredentials(
        account: try table.account(row),
        passwordHash: try table.passwordHash(row)
      )
    }
  }

  /// What was set for an account; nil where there is none of this name.
  package func storedAccount(named name: AccountName) throws(AccountError) -> StoredAccount? {
    try read { database in
      let table = accounts(database)
      return try table.row(named: name).map(table.storedAccount)
    }
  }

  /// The accounts in the order of their names.
  package func accounts(
    after name: AccountName?,
    countMax: Int
  ) throws(AccountError) -> [Account] {
    try read { database in
      let table = accounts(database)
      let count = min(max(0, countMax), AccountLimits.pageMax)
      return try table.rows(after: name, countMax: count).map(table.account)
    }
  }

  /// Adds an account.
  package func addAccount(
    named name: AccountName,
    settings: AccountSettings,
    passwordHash: PasswordHash?
  ) throws(AccountError) -> Account {
    try settings.validate()
    return try writeToDisk { database in
      let table = accounts(database)
      guard try table.id(of: name) == nil else { throw AccountError.accountExists(name) }
      let id = try table.insert(name, settings, passwordHash)
      try QuotaTable(database: database, path: path).insert(id)
      return try updated(id, table)
    }
  }

  /// Changes what is set for an account.
  package func updateAccount(
    named name: AccountName,
    _ change: (inout AccountSettings) -> Void
  ) throws(AccountError) -> Account {
    try writeToDisk { database in
      let table = accounts(database)
      guard let row = try table.row(named: name) else { throw AccountError.noSuchAccount(name) }
      let stored = try table.storedAccount(row)
      var settings = stored.settings
      change(&settings)
      try settings.validate()
      try table.update(stored.id, settings)
      let account = try updated(stored.id, table)
      try forgetUsageWithoutQuota(account, database)
      return account
    }
  }

  /// Gives an account another password, or none.
  package func setPasswordHash(
    _ hash: PasswordHash?,
    of name: AccountName
  ) throws(AccountError) {
    try writeToDisk { database in
      let table = accounts(database)
      guard let id = try table.id(of: name) else { throw AccountError.noSuchAccount(name) }
      try table.setPasswordHash(hash, of: id)
    }
  }

  /// Replaces the hash of a password by another of the same password, unless it was changed
  /// meanwhile.
  package func replacePasswordHash(
    _ old: PasswordHash,
    of id: AccountID,
    by new: PasswordHash
  ) throws(AccountError) -> Bool {
    try writeToDisk { database in
      try accounts(database).replacePasswordHash(old, of: id, by: new)
    }
  }

  /// Removes an account and what is known of its quota; its home stays.
  package func removeAccount(named name: AccountName) throws(AccountError) {
    try writeToDisk { database in
      let table = accounts(database)
      guard let id = try table.id(of: name) else { throw AccountError.noSuchAccount(name) }
      try table.delete(id)
    }
  }

  /// A number that grows with every change of an account or a group.
  package func revision() throws(AccountError) -> Int64 {
    try read { try StateTable(database: $0).revision() }
  }

  /// What has changed since a revision.
  package func changes(since revision: Int64) throws(AccountError) -> AccountChanges {
    try read { try StateTable(database: $0).changes(since: revision) }
  }

  func accounts(_ database: Database) -> AccountTable {
    AccountTable(database: database, path: path, defaults: defaults)
  }

  /// What an account does without quota is not counted: what it uses is not known from then on.
  func forgetUsageWithoutQuota(_ account: Account, _ database: Database) throws {
    guard account.quota.isUnlimited else { return }
    try QuotaTable(database: database, path: path).forgetUsage(of: account.id)
  }

  private func updated(_ id: AccountID, _ table: AccountTable) throws -> Account {
    guard let row = try table.row(id) else { throw AccountError.accountRemoved(id) }
    return try table.account(row)
  }
}
