/// A lease that is open.
package struct QuotaLease: Hashable, Sendable {
  /// Whose quota it is of.
  package var account: AccountID
  /// Who holds it.
  package var owner: LeaseOwner
  /// What it is for; some of it may be used.
  package var amount: QuotaAmount

  /// A lease.
  package init(account: AccountID, owner: LeaseOwner, amount: QuotaAmount) {
    self.account = account
    self.owner = owner
    self.amount = amount
  }
}
