internal import GRDB

/// The statements about what has changed, within one transaction.
struct StateTable {
  let database: Database

  /// The number of the last change.
  func revision() throws -> Int64 {
    let statement = try database.cachedStatement(sql: "SELECT revision FROM state")
    return try Int64.fetchOne(statement) ?? 0
  }

  /// Counts a change: its number.
  func nextRevision() throws -> Int64 {
    try database.run(sql: "UPDATE state SET revision = revision + 1")
    return try revision()
  }

  /// Counts the removal of an account, and forgets old ones.
  func noteRemoval(of id: AccountID) throws {
    let revision = try nextRevision()
    try database.run(
      sql: "INSERT INTO removal (account_id, revision) VALUES (?, ?)",
      arguments: [id.rawValue, revision]
    )
    let oldest = try Int64.fetchOne(
      database,
      sql: "SELECT revision FROM removal ORDER BY revision DESC LIMIT 1 OFFSET ?",
      arguments: [AccountLimits.removalsMax]
    )
    guard let oldest else { return }
    try database.run(sql: "DELETE FROM removal WHERE revision <= ?", arguments: [oldest])
    try database.run(sql: "UPDATE state SET forgotten = ?", arguments: [oldest])
  }

  /// What has changed since a revision.
  func changes(since revision: Int64) throws -> AccountChanges {
    let forgotten = try Int64.fetchOne(database, sql: "SELECT forgotten FROM state") ?? 0
    return AccountChanges(
      revision: try self.revision(),
      changed: try ids("SELECT id FROM account WHERE revision > ? ORDER BY id", revision),
      removed: try ids(
        "SELECT account_id FROM removal WHERE revision > ? ORDER BY account_id",
        revision
      ),
      isComplete: revision >= forgotten
    )
  }

  private func ids(_ sql: String, _ revision: Int64) throws -> [AccountID] {
    try Int64.fetchAll(database, sql: sql, arguments: [revision]).map(AccountID.init(rawValue:))
  }
}
