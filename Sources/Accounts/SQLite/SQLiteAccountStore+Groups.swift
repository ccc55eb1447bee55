internal import GRDB

extension SQLiteAccountStore {
  /// The groups in the order of their names.
  package func groups() throws(AccountError) -> [AccountGroup] {
    try read { database in
      let table = groups(database)
      return try table.rows().map(table.group)
    }
  }

  /// A group; nil where there is none of this name.
  package func group(named name: AccountName) throws(AccountError) -> AccountGroup? {
    try read { database in
      let table = groups(database)
      return try table.row(named: name).map(table.group)
    }
  }

  /// Adds a group.
  package func addGroup(_ group: AccountGroup) throws(AccountError) {
    try group.settings.validate(isOfGroup: true)
    try writeToDisk { database in
      let table = groups(database)
      guard try table.row(named: group.name) == nil else {
        throw AccountError.groupExists(group.name)
      }
      try table.insert(group)
      try table.noteChange(of: group.name)
    }
  }

  /// Changes what is set for a group, and so its accounts.
  package func updateGroup(
    named name: AccountName,
    _ change: (inout AccountSettings) -> Void
  ) throws(AccountError) {
    try writeToDisk { database in
      let table = groups(database)
      guard let row = try table.row(named: name) else { throw AccountError.noSuchGroup(name) }
      var settings = try table.group(row).settings
      change(&settings)
      try settings.validate(isOfGroup: true)
      try table.update(name, settings)
      try table.noteChange(of: name)
      try forgetUsage(of: try table.members(of: name), database)
    }
  }

  /// Removes a group; its accounts are not in it any more.
  package func removeGroup(named name: AccountName) throws(AccountError) {
    try writeToDisk { database in
      let table = groups(database)
      guard try table.row(named: name) != nil else { throw AccountError.noSuchGroup(name) }
      let members = try table.members(of: name)
      try table.noteChange(of: name)
      try table.delete(name)
      try forgetUsage(of: members, database)
    }
  }

  private func groups(_ database: Database) -> GroupTable {
    GroupTable(database: database, path: path)
  }

  private func forgetUsage(of members: [AccountID], _ database: Database) throws {
    let table = accounts(database)
    for id in members {
      guard let account = try table.row(id).map(table.account) else { continue }
      try forgetUsageWithoutQuota(account, database)
    }
  }
}
