internal import Synchronization

/// What one ledger has leased of one account's quota.
///
/// What the store knows and what is here agree in that `remaining` is the lease of the store less
/// what was `used` since it was told last. Reserving moves from the one to the other, releasing
/// moves back, and both are done in memory, under a lock that is never held over a call of the
/// store. Calls of the store take turns; meanwhile others go on reserving what remains.
package final class AccountLease: Sendable {
  private struct State {
    /// What may be reserved without asking, from 0.
    var remaining = QuotaAmount.zero
    /// What was used since the store was told last; below zero where more was freed.
    var used = QuotaAmount.zero
    /// Whether the store knows of the lease.
    var isOpen = false
  }

  /// Whose quota it is of.
  package let account: AccountID
  private let owner: LeaseOwner
  private let store: any QuotaStore
  private let block: QuotaAmount
  private let state = Mutex(State())
  /// Held over calls of the store.
  private let turn = Mutex<Void>(())

  /// A lease that is not open yet.
  package init(of account: AccountID, owner: LeaseOwner, store: any QuotaStore, block: QuotaAmount)
  {
    self.account = account
    self.owner = owner
    self.store = store
    self.block = block.most(.zero)
  }

  /// Opens it, with a block where there is one.
  package func open() throws(QuotaError) {
    try turn.withLock { _ throws(QuotaError) in
      guard !state.withLock({ $0.isOpen }) else { return }
      try lease(.zero)
    }
  }

  /// Reserves an amount, wholly or not at all; leases more where that is needed.
  package func reserve(_ amount: QuotaAmount) throws(QuotaError) {
    guard !take(amount) else { return }
    try turn.withLock { _ throws(QuotaError) in
      // Somebody may have leased while this waited for its turn.
      guard !take(amount) else { return }
      try lease(amount)
    }
  }

  /// Reserves an amount from what remains: whether there was as much.
  package func take(_ amount: QuotaAmount) -> Bool {
    state.withLock { state in
      guard amount.fits(in: state.remaining) else { return false }
      state.remaining -= amount
      state.used += amount
      return true
    }
  }

  /// Gives back what was reserved and not used, or what was freed.
  package func release(_ amount: QuotaAmount) {
    state.withLock { state in
      state.remaining += amount
      state.used -= amount
    }
  }

  /// Tells the store what was used, and closes the lease, unless somebody uses it again.
  ///
  /// Where that fails the lease stays as it was, and is settled after its next use.
  package func settle(unless isUsed: () -> Bool) throws(QuotaError) {
    try turn.withLock { _ throws(QuotaError) in
      guard !isUsed() else { return }
      let before = state.withLock { state in
        let before = state
        state = State()
        return before
      }
      guard before.isOpen else { return }
      do throws(AccountError) {
        try store.settleLease(of: account, owner: owner, used: before.used)
      } catch {
        state.withLock { $0 = before }
        throw .store(error)
      }
    }
  }

  /// What the account uses, as far as this process knows.
  package func usage() throws(QuotaError) -> QuotaUsage {
    try turn.withLock { _ throws(QuotaError) in
      let known: QuotaUsage?
      do throws(AccountError) {
        known = try store.usage(of: account)
      } catch {
        throw .store(error)
      }
      guard var usage = known else { throw .usageUnknown }
      let used = state.withLock { $0.used }
      usage.used = (usage.used + used).most(.zero)
      return usage
    }
  }

  /// Leases what of an amount does not remain, and reserves the whole; the turn is the caller's.
  private func lease(_ amount: QuotaAmount) throws(QuotaError) {
    let (taken, request) = begin(amount)
    let answer: LeaseAnswer
    do throws(AccountError) {
      answer = try store.renewLease(request)
    } catch {
      release(taken)
      throw .store(error)
    }
    switch answer {
    case .granted(let granted): finish(request, granted)
    case .exceeded:
      note(request)
      release(taken)
      throw .exceeded
    case .usageUnknown:
      release(taken)
      throw .usageUnknown
    case .gone:
      release(taken)
      throw .accountRemoved
    }
  }

  /// Reserves what remains of an amount, and asks for the rest.
  private func begin(_ amount: QuotaAmount) -> (taken: QuotaAmount, request: LeaseRequest) {
    state.withLock { state in
      let taken = amount.least(state.remaining)
      state.remaining -= taken
      state.used += taken
      let request = LeaseRequest(
        account: account,
        owner: owner,
        used: state.used,
        remaining: state.remaining,
        needed: amount - taken,
        wished: block
      )
      return (taken, request)
    }
  }

  /// The store has counted what was used, and has leased what was needed, or more.
  private func finish(_ request: LeaseRequest, _ granted: QuotaAmount) {
    note(request)
    state.withLock { state in
      state.remaining += granted - request.needed
      state.used += request.needed
    }
  }

  /// The store has counted what was used.
  private func note(_ request: LeaseRequest) {
    state.withLock { state in
      state.used -= request.used
      state.isOpen = true
    }
  }
}
