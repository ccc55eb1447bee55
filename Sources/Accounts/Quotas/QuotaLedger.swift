internal import Synchronization

/// Keeps accounts to their quotas: one ledger for all sessions of a process.
///
/// Who is about to write reserves first. An amount is reserved from the account's lease, in memory;
/// only when that is used up a block more is leased from the store, in one transaction against what
/// is used and what all ledgers have leased. So no number of sessions and processes exceeds a quota
/// together. What remains is given back when nobody of this process uses the account any more.
///
/// A lease is open in the store from before the first byte until it is settled. So one that is
/// open though its process has ended, as after a crash, tells that files and numbers may differ:
/// ``accountsToRecount()`` names the accounts, and ``recount(_:counting:)`` counts them anew.
///
/// Accounts without a quota cost nothing: no call of theirs touches the store.
package final class QuotaLedger: Sendable {
  private struct Entry {
    let lease: AccountLease
    var users: Int
  }

  private let store: any QuotaStore
  private let owner: LeaseOwner
  private let limits: QuotaLimits
  private let isRunning: @Sendable (LeaseOwner) -> Bool
  private let entries = Mutex<[AccountID: Entry]>([:])

  /// A ledger without leases.
  ///
  /// - Parameters:
  ///   - store: where usage and leases are kept.
  ///   - owner: whom the leases are held by: this process by default.
  ///   - limits: how it leases.
  ///   - isRunning: whether an owner still runs. What it does not know it calls ended: a lease that
  ///     was closed too early makes its owner say so when it settles.
  package init(
    store: any QuotaStore,
    owner: LeaseOwner = .current(),
    limits: QuotaLimits = QuotaLimits(),
    isRunning: @escaping @Sendable (LeaseOwner) -> Bool = { $0.isRunning }
  ) {
    self.store = store
    self.owner = owner
    self.limits = limits
    self.isRunning = isRunning
  }

  /// Begins to use an account's quota, for a transfer or a deletion.
  ///
  /// Blocks where nobody of this process uses it yet, to open the lease.
  ///
  /// - Parameter account: as it is now.
  /// - Returns: what to reserve by, until it is settled.
  /// - Throws: `QuotaError`: `usageUnknown`, `accountRemoved` or `store`.
  package func use(_ account: Account) throws(QuotaError) -> QuotaUse {
    guard !account.quota.isUnlimited else { return QuotaUse(of: nil, in: self) }
    let lease = enter(account.id)
    do {
      try lease.open()
    } catch {
      // The error that is thrown says more than one of settling what was never opened.
      try? leave(lease)
      throw error
    }
    return QuotaUse(of: lease, in: self)
  }

  /// What an account uses of its quota, what is reserved here included; nil for one without quota.
  ///
  /// Blocks.
  ///
  /// - Parameter account: as it is now.
  /// - Returns: the amounts, never below zero.
  /// - Throws: `QuotaError`: `usageUnknown` or `store`.
  package func usage(of account: Account) throws(QuotaError) -> QuotaUsage? {
    guard !account.quota.isUnlimited else { return nil }
    let lease = entries.withLock { $0[account.id]?.lease }
    return try (lease ?? makeLease(account.id)).usage()
  }

  /// Ends one use of a lease, and settles it after the last.
  func leave(_ lease: AccountLease) throws(QuotaError) {
    let users = entries.withLock { entries in
      entries[lease.account]?.users -= 1
      return entries[lease.account]?.users ?? 0
    }
    guard users == 0 else { return }
    try lease.settle { isUsed(lease.account) }
    entries.withLock { entries in
      if entries[lease.account]?.users == 0 { entries[lease.account] = nil }
    }
  }

  private func enter(_ id: AccountID) -> AccountLease {
    entries.withLock { entries in
      var entry = entries[id] ?? Entry(lease: makeLease(id), users: 0)
      entry.users += 1
      entries[id] = entry
      return entry.lease
    }
  }

  private func isUsed(_ id: AccountID) -> Bool {
    entries.withLock { ($0[id]?.users ?? 0) > 0 }
  }

  private func makeLease(_ id: AccountID) -> AccountLease {
    AccountLease(of: id, owner: owner, store: store, block: limits.block)
  }
}

// After a crash, and when an account gets its first quota.
extension QuotaLedger {
  /// Accounts whose usage must be counted: a process ended in the middle of using them, or nobody
  /// ever counted.
  ///
  /// Blocks. To be asked for at the start of a server, before it serves.
  package func accountsToRecount() throws(QuotaError) -> [AccountID] {
    do throws(AccountError) {
      let abandoned = try store.openLeases().filter { !isRunning($0.owner) }.map(\.account)
      return try Set(abandoned + store.accountsWithoutUsage()).sorted()
    } catch {
      throw .store(error)
    }
  }

  /// Counts what an account uses, and says so to the store.
  ///
  /// Blocks for as long as counting takes. Where somebody uses the account meanwhile it is counted
  /// again, as often as `QuotaLimits.recountsMax` says.
  ///
  /// - Parameters:
  ///   - id: the account.
  ///   - count: counts the bytes and files in its home.
  /// - Returns: what was counted.
  /// - Throws: `QuotaError`: `inUse`, `accountRemoved` or `store`; and what `count` throws.
  @discardableResult
  package func recount(
    _ id: AccountID,
    counting count: () throws -> QuotaAmount
  ) throws -> QuotaAmount {
    for _ in 0..<max(1, limits.recountsMax) {
      guard
        let version = try attempt({ store throws(AccountError) in
          try store.usageVersion(of: id)
        })
      else { throw QuotaError.accountRemoved }
      let amount = try count()
      if try setUsage(amount, of: id, ifVersion: version) { return amount }
    }
    throw QuotaError.inUse
  }

  /// Says what an account uses, and closes the leases that ended processes have left open.
  ///
  /// Blocks.
  ///
  /// - Parameters:
  ///   - amount: what it uses, as it was counted while nobody used it.
  ///   - id: the account.
  /// - Throws: `QuotaError`: `inUse` where another process uses it or the account was removed, or
  ///   `store`.
  package func setUsage(_ amount: QuotaAmount, of id: AccountID) throws(QuotaError) {
    guard try setUsage(amount, of: id, ifVersion: nil) else { throw .inUse }
  }

  private func setUsage(
    _ amount: QuotaAmount,
    of id: AccountID,
    ifVersion version: Int64?
  ) throws(QuotaError) -> Bool {
    try attempt { store throws(AccountError) in
      let leases = try store.openLeases().filter { $0.account == id }
      return try store.setUsage(
        amount,
        of: id,
        closingLeasesOf: leases.map(\.owner).filter { !isRunning($0) },
        ifVersion: version
      )
    }
  }

  private func attempt<R>(
    _ body: (any QuotaStore) throws(AccountError) -> R
  ) throws(QuotaError) -> R {
    do {
      return try body(store)
    } catch {
      throw .store(error)
    }
  }
}
