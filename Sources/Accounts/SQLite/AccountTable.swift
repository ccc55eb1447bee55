internal import GRDB

/// The statements about accounts, within one transaction.
struct AccountTable {
  let database: Database
  let path: String
  let defaults: AccountDefaults

  /// The stored account of a row, with the names of its groups.
  func storedAccount(_ row: Row) throws -> StoredAccount {
    let reader = ColumnReader(row: row, path: path)
    let id = AccountID(rawValue: try reader.number("id"))
    var settings = try SettingsColumns.settings(of: row, path: path)
    settings.groups = try groupRows(of: id).map { row in
      try ColumnReader(row: row, path: path).name("name")
    }
    return StoredAccount(
      id: id,
      name: try reader.name("name"),
      settings: settings,
      hasPassword: try reader.value("password_hash", as: String.self) != nil,
      revision: try reader.number("revision")
    )
  }

  /// All that holds for the account of a row.
  func account(_ row: Row) throws -> Account {
    let stored = try storedAccount(row)
    let groups = try groupRows(of: stored.id).map { row in
      try SettingsColumns.settings(of: row, path: path)
    }
    return Account(stored, groups: groups, defaults: defaults)
  }

  /// The password's hash of a row; nil where the account has none.
  func passwordHash(_ row: Row) throws -> PasswordHash? {
    try ColumnReader(row: row, path: path).text("password_hash") { PasswordHash($0) }
  }

  /// The row of an account.
  func row(named name: AccountName) throws -> Row? {
    try one("SELECT * FROM account WHERE name = ?", [name.text])
  }

  /// The row of an account.
  func row(_ id: AccountID) throws -> Row? {
    try one("SELECT * FROM account WHERE id = ?", [id.rawValue])
  }

  /// Rows in the order of names, which is that of their bytes.
  func rows(after name: AccountName?, countMax: Int) throws -> [Row] {
    let statement = try database.cachedStatement(
      sql: "SELECT * FROM account WHERE name > ? ORDER BY name LIMIT ?"
    )
    return try Row.fetchAll(statement, arguments: [name?.text ?? "", countMax])
  }

  /// The number of an account.
  func id(of name: AccountName) throws -> AccountID? {
    let id = try Int64.fetchOne(
      try database.cachedStatement(sql: "SELECT id FROM account WHERE name = ?"),
      arguments: [name.text]
    )
    return id.map(AccountID.init(rawValue:))
  }

  /// Adds a row.
  func insert(
    _ name: AccountName,
    _ settings: AccountSettings,
    _ passwordHash: PasswordHash?
  ) throws -> AccountID {
    let columns: [SettingsColumns.Column] =
      [
        ("name", name.text), ("password_hash", passwordHash?.text),
        ("revision", try StateTable(database: database).nextRevision()),
      ] + SettingsColumns.columns(of: settings)
    try database.run(
      sql: """
        INSERT INTO account (\(columns.map(\.name).joined(separator: ", ")))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        """,
      arguments: StatementArguments(columns.map(\.value))
    )
    let id = AccountID(rawValue: database.lastInsertedRowID)
    try setGroups(settings.groups, of: id)
    return id
  }

  /// Replaces what is set for an account.
  func update(_ id: AccountID, _ settings: AccountSettings) throws {
    let columns: [SettingsColumns.Column] =
      [("revision", try StateTable(database: database).nextRevision())]
      + SettingsColumns.columns(of: settings)
    try database.run(
      sql: """
        UPDATE account SET \(columns.map { $0.name + " = ?" }.joined(separator: ", "))
        WHERE id = ?
        """,
      arguments: StatementArguments(columns.map(\.value) + [id.rawValue])
    )
    try database.run(
      sql: "DELETE FROM membership WHERE account_id = ?",
      arguments: [id.rawValue]
    )
    try setGroups(settings.groups, of: id)
  }

  /// Replaces the hash of a password.
  func setPasswordHash(_ hash: PasswordHash?, of id: AccountID) throws {
    try database.run(
      sql: "UPDATE account SET password_hash = ?, revision = ? WHERE id = ?",
      arguments: [
        hash?.text, try StateTable(database: database).nextRevision(), id.rawValue,
      ]
    )
  }

  /// Replaces the hash of a password where it is still the old one.
  func replacePasswordHash(
    _ old: PasswordHash,
    of id: AccountID,
    by new: PasswordHash
  ) throws
    -> Bool
  {
    try database.run(
      sql: "UPDATE account SET password_hash = ? WHERE id = ? AND password_hash = ?",
      arguments: [new.text, id.rawValue, old.text]
    )
    return database.changesCount == 1
  }

  /// Removes a row, and all that belongs to it.
  func delete(_ id: AccountID) throws {
    try database.run(sql: "DELETE FROM account WHERE id = ?", arguments: [id.rawValue])
    try StateTable(database: database).noteRemoval(of: id)
  }

  private func setGroups(_ groups: [AccountName], of id: AccountID) throws {
    for (position, group) in groups.enumerated() {
      try database.run(
        sql: """
          INSERT INTO membership (account_id, position, group_id)
          SELECT ?, ?, id FROM account_group WHERE name = ?
          """,
        arguments: [id.rawValue, position, group.text]
      )
      guard database.changesCount == 1 else { throw AccountError.noSuchGroup(group) }
    }
  }

  /// The rows of an account's groups, the first one first.
  private func groupRows(of id: AccountID) throws -> [Row] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT account_group.* FROM membership
        JOIN account_group ON account_group.id = membership.group_id
        WHERE membership.account_id = ? ORDER BY membership.position
        """
    )
    return try Row.fetchAll(statement, arguments: [id.rawValue])
  }

  private func one(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(try database.cachedStatement(sql: sql), arguments: arguments)
  }
}
