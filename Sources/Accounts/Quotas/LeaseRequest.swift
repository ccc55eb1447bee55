/// What a ledger tells the store of a lease, and asks for.
package struct LeaseRequest: Hashable, Sendable {
  /// Whose quota it is of.
  package var account: AccountID
  /// Who holds the lease, or opens it.
  package var owner: LeaseOwner
  /// What was used since the store was told last; below zero where more was freed.
  package var used: QuotaAmount
  /// What remains of the lease, and stays leased.
  package var remaining: QuotaAmount
  /// What is needed in addition, from 0: all of it, or nothing is leased.
  package var needed: QuotaAmount
  /// What would be good to have besides, so that the next time nobody needs to ask.
  ///
  /// It is given as far as there is plenty: at most a quarter of what is left for others then.
  package var wished: QuotaAmount

  /// A request.
  package init(
    account: AccountID,
    owner: LeaseOwner,
    used: QuotaAmount,
    remaining: QuotaAmount,
    needed: QuotaAmount,
    wished: QuotaAmount
  ) {
    self.account = account
    self.owner = owner
    self.used = used
    self.remaining = remaining
    self.needed = needed
    self.wished = wished
  }
}
