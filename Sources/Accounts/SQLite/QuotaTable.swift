internal import GRDB

/// The statements about usage and leases, within one transaction.
struct QuotaTable {
  let database: Database
  let path: String

  /// Adds a row for a new account, whose usage is not known yet.
  func insert(_ id: AccountID) throws {
    try database.run(
      sql: """
        INSERT INTO quota_usage (account_id, bytes, files, is_known, version)
        VALUES (?, 0, 0, 0, 0)
        """,
      arguments: [id.rawValue]
    )
  }

  /// What an account uses; nil where it is not known, or the account is gone.
  func usage(of id: AccountID) throws -> QuotaAmount? {
    try amount(
      "SELECT bytes, files FROM quota_usage WHERE account_id = ? AND is_known",
      [id.rawValue]
    )
  }

  /// The version of an account's usage; nil where the account is gone.
  func version(of id: AccountID) throws -> Int64? {
    try Int64.fetchOne(
      try database.cachedStatement(sql: "SELECT version FROM quota_usage WHERE account_id = ?"),
      arguments: [id.rawValue]
    )
  }

  /// Says what an account uses.
  func setUsage(_ amount: QuotaAmount, of id: AccountID) throws {
    try database.run(
      sql: """
        UPDATE quota_usage SET bytes = ?, files = ?, is_known = 1, version = version + 1
        WHERE account_id = ?
        """,
      arguments: [amount.bytes, amount.files, id.rawValue]
    )
  }

  /// Says that nobody knows what an account uses.
  func forgetUsage(of id: AccountID) throws {
    try database.run(
      sql: """
        UPDATE quota_usage SET is_known = 0, version = version + 1
        WHERE account_id = ? AND is_known
        """,
      arguments: [id.rawValue]
    )
  }

  /// Counts what was used; what was freed beyond what was known to be there is not.
  func count(_ used: QuotaAmount, of id: AccountID) throws {
    let most = AccountLimits.amountMax
    try database.run(
      sql: """
        UPDATE quota_usage SET bytes = MIN(MAX(0, bytes + ?), ?),
          files = MIN(MAX(0, files + ?), ?), version = version + 1
        WHERE account_id = ?
        """,
      arguments: [
        min(max(used.bytes, -most), most), most, min(max(used.files, -most), most), most,
        id.rawValue,
      ]
    )
  }

  /// What all leases of an account are for, but for one owner's.
  func leased(of id: AccountID, except owner: LeaseOwner) throws -> QuotaAmount {
    try leases("WHERE account_id = ? AND owner <> ?", [id.rawValue, owner.text])
      .reduce(.zero) { $0 + $1.amount }
  }

  /// Leases; without arguments all.
  func leases(
    _ condition: String = "",
    _ arguments: StatementArguments = []
  ) throws -> [QuotaLease] {
    let statement = try database.cachedStatement(
      sql: "SELECT * FROM quota_lease \(condition) ORDER BY account_id, owner"
    )
    let rows = try Row.fetchAll(statement, arguments: arguments)
    return try rows.map { row in
      let reader = ColumnReader(row: row, path: path)
      guard let owner = try reader.value("owner", as: String.self) else {
        throw reader.damage("owner")
      }
      return QuotaLease(
        account: AccountID(rawValue: try reader.number("account_id")),
        owner: LeaseOwner(text: owner),
        amount: QuotaAmount(bytes: try reader.number("bytes"), files: try reader.number("files"))
      )
    }
  }

  /// Opens a lease, or says what an open one is for.
  func setLease(_ amount: QuotaAmount, of id: AccountID, owner: LeaseOwner) throws {
    try database.run(
      sql: """
        INSERT INTO quota_lease (account_id, owner, bytes, files) VALUES (?, ?, ?, ?)
        ON CONFLICT (account_id, owner)
        DO UPDATE SET bytes = excluded.bytes, files = excluded.files
        """,
      arguments: [id.rawValue, owner.text, amount.bytes, amount.files]
    )
  }

  /// Closes a lease: whether it was open.
  func deleteLease(of id: AccountID, owner: LeaseOwner) throws -> Bool {
    try database.run(
      sql: "DELETE FROM quota_lease WHERE account_id = ? AND owner = ?",
      arguments: [id.rawValue, owner.text]
    )
    return database.changesCount == 1
  }

  /// Accounts whose usage is not known.
  func accountsWithoutUsage() throws -> [AccountID] {
    let ids = try Int64.fetchAll(
      database,
      sql: "SELECT account_id FROM quota_usage WHERE NOT is_known ORDER BY account_id"
    )
    return ids.map(AccountID.init(rawValue:))
  }

  private func amount(_ sql: String, _ arguments: StatementArguments) throws -> QuotaAmount? {
    let statement = try database.cachedStatement(sql: sql)
    guard let row = try Row.fetchOne(statement, arguments: arguments) else { return nil }
    let reader = ColumnReader(row: row, path: path)
    return QuotaAmount(bytes: try reader.number("bytes"), files: try reader.number("files"))
  }
}
