internal import GRDB

extension SQLiteAccountStore {
  /// Counts what was used, and leases more, in one step.
  package func renewLease(_ request: LeaseRequest) throws(AccountError) -> LeaseAnswer {
    try write { database in
      let table = accounts(database)
      guard let account = try table.row(request.account).map(table.account) else { return .gone }
      let quotas = QuotaTable(database: database, path: path)
      let isCounted = !account.quota.isUnlimited
      guard try quotas.usage(of: account.id) != nil || !isCounted else { return .usageUnknown }
      try quotas.count(request.used, of: account.id)
      let usage = try quotas.usage(of: account.id) ?? .zero
      let others = try quotas.leased(of: account.id, except: request.owner)
      let granted = request.granted(
        by: account.quota,
        used: usage + others + request.remaining
      )
      let lease = request.remaining + (granted ?? .zero)
      try quotas.setLease(lease.most(.zero), of: account.id, owner: request.owner)
      return granted.map(LeaseAnswer.granted) ?? .exceeded
    }
  }

  /// Counts what was used, and closes the lease.
  package func settleLease(
    of id: AccountID,
    owner: LeaseOwner,
    used: QuotaAmount
  ) throws(AccountError) {
    try write { database in
      let quotas = QuotaTable(database: database, path: path)
      if try quotas.deleteLease(of: id, owner: owner) {
        try quotas.count(used, of: id)
      } else {
        try quotas.forgetUsage(of: id)
      }
    }
  }

  /// What an account uses, without what ledgers have not told yet.
  package func usage(of id: AccountID) throws(AccountError) -> QuotaUsage? {
    try read { database in
      let table = accounts(database)
      guard let account = try table.row(id).map(table.account),
        let used = try QuotaTable(database: database, path: path).usage(of: id)
      else { return nil }
      return QuotaUsage(used: used, quota: account.quota)
    }
  }

  /// All open leases.
  package func openLeases() throws(AccountError) -> [QuotaLease] {
    try read { try QuotaTable(database: $0, path: path).leases() }
  }

  /// Accounts with a quota whose usage is not known.
  package func accountsWithoutUsage() throws(AccountError) -> [AccountID] {
    try read { database in
      let table = accounts(database)
      return try QuotaTable(database: database, path: path).accountsWithoutUsage().filter { id in
        guard let account = try table.row(id).map(table.account) else { return false }
        return !account.quota.isUnlimited
      }
    }
  }

  /// A number that grows whenever somebody counts or leases; nil where the account is gone.
  package func usageVersion(of id: AccountID) throws(AccountError) -> Int64? {
    try read { try QuotaTable(database: $0, path: path).version(of: id) }
  }

  /// Says what an account uses, and closes leases whose owners have ended.
  package func setUsage(
    _ amount: QuotaAmount,
    of id: AccountID,
    closingLeasesOf ended: [LeaseOwner],
    ifVersion version: Int64?
  ) throws(AccountError) -> Bool {
    try write { database in
      let quotas = QuotaTable(database: database, path: path)
      guard let present = try quotas.version(of: id), present == version ?? present else {
        return false
      }
      let leases = try quotas.leases("WHERE account_id = ?", [id.rawValue])
      guard leases.allSatisfy({ ended.contains($0.owner) }) else { return false }
      for lease in leases { _ = try quotas.deleteLease(of: id, owner: lease.owner) }
      try quotas.setUsage(amount, of: id)
      return true
    }
  }
}
