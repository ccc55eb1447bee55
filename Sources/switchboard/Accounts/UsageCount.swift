import Accounts

/// Counts what accounts keep whose usage nobody knows: those that were given their first quota, and
/// those that a process has left in the middle of their use.
///
/// Until then they cannot store anything.
enum UsageCount {
  /// Counts them, and tells which could not be counted.
  ///
  /// Blocks as long as it takes to walk over their homes.
  ///
  /// - Parameters:
  ///   - accounts: the accounts.
  ///   - ledger: counts for this process.
  ///   - tell: is given what went wrong.
  /// - Returns: whether all could be counted.
  /// - Throws: `QuotaError` where the store does not say which they are.
  @discardableResult
  static func complete(
    _ accounts: some AccountStore,
    by ledger: QuotaLedger,
    _ tell: (Complaint) -> Void = { $0.tell() }
  ) throws(QuotaError) -> Bool {
    var isComplete = true
    for id in try ledger.accountsToRecount() {
      do {
        guard let account = try accounts.account(id: id) else { continue }
        try ledger.recount(id) { try HomeSize.of(account) }
      } catch {
        tell(Complaint(error, during: "count usage"))
        isComplete = false
      }
    }
    return isComplete
  }
}
