import Accounts
import TestSupport

/// A store of quotas that notes what it is asked for, and fails on request.
struct WatchedQuotaStore: QuotaStore {
  let store: any QuotaStore
  /// The names of the calls, in their order.
  let calls = Note<[String]>([])
  /// What every call throws, as long as it says something.
  let failure = Note<AccountError?>(nil)

  init(_ store: any QuotaStore) {
    self.store = store
  }

  private func note(_ call: String) throws(AccountError) {
    calls.change { $0.append(call) }
    if let error = failure.value { throw error }
  }

  func renewLease(_ request: LeaseRequest) throws(AccountError) -> LeaseAnswer {
    try note("renew")
    return try store.renewLease(request)
  }

  func settleLease(
    of id: AccountID,
    owner: LeaseOwner,
    used: QuotaAmount
  ) throws(AccountError) {
    try note("settle")
    try store.settleLease(of: id, owner: owner, used: used)
  }

  func usage(of id: AccountID) throws(AccountError) -> QuotaUsage? {
    try note("usage")
    return try store.usage(of: id)
  }

  func openLeases() throws(AccountError) -> [QuotaLease] {
    try note("leases")
    return try store.openLeases()
  }

  func accountsWithoutUsage() throws(AccountError) -> [AccountID] {
    try note("accounts")
    return try store.accountsWithoutUsage()
  }

  func usageVersion(of id: AccountID) throws(AccountError) -> Int64? {
    try note("version")
    return try store.usageVersion(of: id)
  }

  func setUsage(
    _ amount: QuotaAmount,
    of id: AccountID,
    closingLeasesOf ended: [LeaseOwner],
    ifVersion version: Int64?
  ) throws(AccountError) -> Bool {
    try note("set")
    return try store.setUsage(
      amount,
      of: id,
      closingLeasesOf: ended,
      ifVersion: version
    )
  }
}
