import Accounts
import Testing

extension AccountStoreConformance {
  private static let owners = ["first", "second"].map(LeaseOwner.init)

  /// An account with a quota that uses nothing, unless it is said what.
  private func addWithQuota(
    _ bytes: Int64?,
    _ files: Int64? = nil,
    uses used: QuotaAmount? = .zero
  ) throws -> Account {
    let account = try add(
      "ada",
      .with { settings in
        settings.quotaBytes = bytes.map(LimitSetting.limit)
        settings.quotaFiles = files.map(LimitSetting.limit)
      }
    )
    if let used { #expect(try set(used, of: account.id)) }
    return account
  }

  private func set(
    _ used: QuotaAmount,
    of id: AccountID,
    closing ended: [LeaseOwner] = [],
    ifVersion version: Int64? = nil
  ) throws -> Bool {
    try store.setUsage(used, of: id, closingLeasesOf: ended, ifVersion: version)
  }

  private func renew(
    _ id: AccountID,
    by owner: Int = 0,
    used: QuotaAmount = .zero,
    remaining: QuotaAmount = .zero,
    needed: QuotaAmount = .zero
  ) throws -> LeaseAnswer {
    try store.renewLease(
      LeaseRequest(
        account: id,
        owner: Self.owners[owner],
        used: used,
        remaining: remaining,
        needed: needed,
        wished: .zero
      )
    )
  }

  func usageIsUnknownFirst() throws {
    let account = try addWithQuota(100, uses: nil)
    #expect(try renew(account.id, needed: QuotaAmount(bytes: 1)) == .usageUnknown)
    #expect(try store.openLeases().isEmpty)
    #expect(try store.usage(of: account.id) == nil)
    #expect(try store.accountsWithoutUsage() == [account.id])
    #expect(try set(QuotaAmount(bytes: 5, files: 1), of: account.id))
    #expect(try store.accountsWithoutUsage().isEmpty)
    #expect(try store.usage(of: account.id)?.used == QuotaAmount(bytes: 5, files: 1))
    #expect(try store.usage(of: account.id)?.quota == Quota(bytes: 100))
  }

  func leasesCount() throws {
    let id = try addWithQuota(100).id
    #expect(try renew(id, needed: .init(bytes: 60)) == .granted(.init(bytes: 60)))
    #expect(try renew(id, by: 1, needed: .init(bytes: 41)) == .exceeded)
    #expect(try renew(id, by: 1, needed: .init(bytes: 40)) == .granted(.init(bytes: 40)))
    #expect(try store.openLeases().map(\.amount.bytes) == [60, 40])
    #expect(try store.openLeases().map(\.owner) == Self.owners)
    try store.settleLease(of: id, owner: Self.owners[0], used: .init(bytes: 10, files: 1))
    #expect(try store.usage(of: id)?.used == .init(bytes: 10, files: 1))
    #expect(try renew(id, by: 0, needed: .init(bytes: 51)) == .exceeded)
    #expect(try renew(id, by: 0, needed: .init(bytes: 50)) == .granted(.init(bytes: 50)))
  }

  func leasesKeepToTheQuota() throws {
    let id = try addWithQuota(10, 2).id
    #expect(try renew(id, needed: .init(bytes: 11)) == .exceeded)
    #expect(try renew(id, needed: .init(bytes: 1, files: 3)) == .exceeded)
    #expect(try renew(id, needed: .init(bytes: .max, files: .max)) == .exceeded)
    #expect(
      try renew(id, needed: .init(bytes: 10, files: 2)) == .granted(.init(bytes: 10, files: 2))
    )
    // What was used and what remains count as much as before.
    let used = QuotaAmount(bytes: 4, files: 1)
    let remaining = QuotaAmount(bytes: 6, files: 1)
    #expect(try renew(id, used: used, remaining: remaining, needed: .init(bytes: 1)) == .exceeded)
    #expect(try store.usage(of: id)?.used == used)
    #expect(
      try renew(id, remaining: .init(bytes: 5), needed: .init(bytes: 1, files: 1))
        == .granted(.init(bytes: 1, files: 1))
    )
    // A quota that was made smaller refuses what is more, and nothing else.
    let account = try #require(try store.account(id: id))
    _ = try store.updateAccount(named: account.name) { $0.quotaBytes = .limit(1) }
    #expect(try renew(id, remaining: .init(bytes: 6)) == .granted(.zero))
    #expect(try renew(id, remaining: .init(bytes: 6), needed: .init(bytes: 1)) == .exceeded)
  }

  func usageStaysInBounds() throws {
    let id = try addWithQuota(100, uses: .init(bytes: 5, files: 1)).id
    #expect(try renew(id) == .granted(.zero))
    try store.settleLease(
      of: id,
      owner: Self.owners[0],
      used: .init(bytes: -50, files: -2)
    )
    #expect(try store.usage(of: id)?.used == .zero)
    for used in [Int64.max, .min] {
      #expect(try renew(id) == .granted(.zero))
      try store.settleLease(
        of: id,
        owner: Self.owners[0],
        used: .init(bytes: used, files: used)
      )
      let most = used > 0 ? AccountLimits.amountMax : 0
      #expect(try store.usage(of: id)?.used == .init(bytes: most, files: most))
    }
  }

  func closedLeasesMakeUsageUnknown() throws {
    let id = try addWithQuota(100).id
    #expect(try renew(id, needed: .init(bytes: 10)) == .granted(.init(bytes: 10)))
    #expect(try set(.init(bytes: 7), of: id, closing: [Self.owners[0]]))
    #expect(try store.openLeases().isEmpty)
    #expect(try store.usage(of: id)?.used == .init(bytes: 7))
    try store.settleLease(of: id, owner: Self.owners[0], used: .init(bytes: 3))
    #expect(try store.usage(of: id) == nil)
    #expect(try store.accountsWithoutUsage() == [id])
  }

  func countingMeetsItsVersion() throws {
    let id = try addWithQuota(100).id
    let version = try #require(try store.usageVersion(of: id))
    #expect(try renew(id, needed: .init(bytes: 10)) == .granted(.init(bytes: 10)))
    #expect(try set(.init(bytes: 50), of: id) == false)
    try store.settleLease(of: id, owner: Self.owners[0], used: .init(bytes: 10))
    #expect(try set(.init(bytes: 50), of: id, ifVersion: version) == false)
    #expect(try store.usage(of: id)?.used == .init(bytes: 10))
    let later = try #require(try store.usageVersion(of: id))
    #expect(try set(.init(bytes: 50), of: id, ifVersion: later))
    #expect(try store.usage(of: id)?.used == .init(bytes: 50))
    #expect(try set(.zero, of: AccountID(rawValue: 99)) == false)
  }

  func removedAccountsLeaseNothing() throws {
    let account = try addWithQuota(100)
    #expect(try renew(account.id, needed: .init(bytes: 10)) == .granted(.init(bytes: 10)))
    try store.removeAccount(named: account.name)
    #expect(try store.openLeases().isEmpty)
    #expect(try renew(account.id, needed: .init(bytes: 10)) == .gone)
    try store.settleLease(of: account.id, owner: Self.owners[0], used: .init(bytes: 3))
    #expect(try store.usageVersion(of: account.id) == nil)
  }

  func usageWithoutQuotaIsUnknown() throws {
    let account = try addWithQuota(100, uses: .init(bytes: 5))
    _ = try store.updateAccount(named: account.name) { $0.quotaBytes = nil }
    #expect(try store.accountsWithoutUsage().isEmpty)
    #expect(try renew(account.id, needed: .init(bytes: 1 << 50)) == .granted(.init(bytes: 1 << 50)))
    _ = try store.updateAccount(named: account.name) { $0.quotaBytes = .limit(100) }
    #expect(try store.accountsWithoutUsage() == [account.id])

    let group = AccountGroup(name: try name("staff"), settings: .with { $0.quotaFiles = .limit(1) })
    try store.addGroup(group)
    let member = try add("bob", .with { $0.groups = [group.name] })
    #expect(try set(.zero, of: member.id))
    try store.removeGroup(named: group.name)
    #expect(try store.usage(of: member.id) == nil)
  }
}
