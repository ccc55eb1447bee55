/// Where usage and leases of quotas are kept.
///
/// A lease is an amount that a ledger may use without asking again: the store counts it as used, so
/// that all ledgers together never exceed a quota. It is open from its first use on, even with
/// nothing left, until it is settled: one whose owner has ended tells that the usage is uncertain.
///
/// The rules of ``AccountStore`` hold: calls block, and may be made by many threads and processes
/// at once; each is done wholly or not at all.
package protocol QuotaStore: Sendable {
  /// Counts what was used, and leases more, in one step.
  ///
  /// The quota is that of the account now, whatever the caller knows of it.
  ///
  /// - Parameter request: what was used, what remains of the lease, and what is needed.
  /// - Returns: what became of it; `used` is counted in every case but `gone`.
  /// - Throws: what every call of a store throws.
  func renewLease(_ request: LeaseRequest) throws(AccountError) -> LeaseAnswer

  /// Counts what was used, and closes the lease.
  ///
  /// Where the account is gone, nothing happens. Where the lease is, somebody has closed it in the
  /// belief that its owner had ended: then the usage is unknown from now on.
  func settleLease(
    of id: AccountID,
    owner: LeaseOwner,
    used: QuotaAmount
  ) throws(AccountError)

  /// What an account uses, without what ledgers have not told yet; nil where that is not known, and
  /// where there is no such account.
  func usage(of id: AccountID) throws(AccountError) -> QuotaUsage?

  /// All open leases.
  func openLeases() throws(AccountError) -> [QuotaLease]

  /// Accounts with a quota whose usage is not known: they never had one before, or had none for a
  /// time.
  func accountsWithoutUsage() throws(AccountError) -> [AccountID]

  /// A number that grows whenever somebody counts or leases; nil where the account is gone.
  func usageVersion(of id: AccountID) throws(AccountError) -> Int64?

  /// Says what an account uses, and closes leases whose owners have ended.
  ///
  /// - Parameters:
  ///   - amount: what it uses.
  ///   - id: the account.
  ///   - ended: owners whose leases to close.
  ///   - version: what ``usageVersion(of:)`` was before the amount was counted; nil to set it in
  ///     any case.
  /// - Returns: whether it was set: not where the version is another now, or somebody else has a
  ///   lease.
  /// - Throws: what every call of a store throws.
  func setUsage(
    _ amount: QuotaAmount,
    of id: AccountID,
    closingLeasesOf ended: [LeaseOwner],
    ifVersion version: Int64?
  ) throws(AccountError) -> Bool
}
