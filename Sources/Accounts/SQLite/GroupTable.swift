internal import GRDB

/// The statements about groups, within one transaction.
struct GroupTable {
  let database: Database
  let path: String

  /// The group of a row.
  func group(_ row: Row) throws -> AccountGroup {
    AccountGroup(
      name: try ColumnReader(row: row, path: path).name("name"),
      settings: try SettingsColumns.settings(of: row, path: path)
    )
  }

  /// The row of a group.
  func row(named name: AccountName) throws -> Row? {
    try Row.fetchOne(
      database,
      sql: "SELECT * FROM account_group WHERE name = ?",
      arguments: [name.text]
    )
  }

  /// All rows in the order of names.
  func rows() throws -> [Row] {
    try Row.fetchAll(database, sql: "SELECT * FROM account_group ORDER BY name")
  }

  /// Adds a row.
  func insert(_ group: AccountGroup) throws {
    let columns: [SettingsColumns.Column] =
      [("name", group.name.text)] + SettingsColumns.columns(of: group.settings)
    try database.run(
      sql: """
        INSERT INTO account_group (\(columns.map(\.name).joined(separator: ", ")))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        """,
      arguments: StatementArguments(columns.map(\.value))
    )
  }

  /// Replaces what is set for a group.
  func update(_ name: AccountName, _ settings: AccountSettings) throws {
    let columns = SettingsColumns.columns(of: settings)
    try database.run(
      sql: """
        UPDATE account_group SET \(columns.map { $0.name + " = ?" }.joined(separator: ", "))
        WHERE name = ?
        """,
      arguments: StatementArguments(columns.map(\.value) + [name.text])
    )
  }

  /// Removes a row, and its accounts from it.
  func delete(_ name: AccountName) throws {
    try database.run(sql: "DELETE FROM account_group WHERE name = ?", arguments: [name.text])
  }

  /// The accounts of a group.
  func members(of name: AccountName) throws -> [AccountID] {
    let ids = try Int64.fetchAll(
      database,
      sql: """
        SELECT account_id FROM membership
        JOIN account_group ON account_group.id = membership.group_id
        WHERE account_group.name = ? ORDER BY account_id
        """,
      arguments: [name.text]
    )
    return ids.map(AccountID.init(rawValue:))
  }

  /// Counts a change of a group as one of each of its accounts.
  func noteChange(of name: AccountName) throws {
    let revision = try StateTable(database: database).nextRevision()
    try database.run(
      sql: """
        UPDATE account SET revision = ? WHERE id IN (
          SELECT account_id FROM membership
          JOIN account_group ON account_group.id = membership.group_id
          WHERE account_group.name = ?)
        """,
      arguments: [revision, name.text]
    )
  }
}
