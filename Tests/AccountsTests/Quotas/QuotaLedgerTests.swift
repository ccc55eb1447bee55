import Accounts
import TestSupport
import Testing

struct QuotaLedgerTests {
  @Test func `an account without quota touches no store`() throws {
    let bench = try QuotaBench()
    bench.store.failure.set(.noMemory)
    let use = try bench.ledger.use(bench.account)
    try use.reserve(bytes: .max, files: .max)
    #expect(use.reserveFromBlock(bytes: .max, files: .max))
    use.release(bytes: 5)
    try use.settle()
    #expect(try bench.ledger.usage(of: bench.account) == nil)
    #expect(bench.store.calls.value.isEmpty)
  }

  @Test func `what is reserved within a block needs no call of the store`() throws {
    let bench = try QuotaBench(bytes: 1_000_000)
    let use = try bench.ledger.use(bench.account)
    for _ in 0..<100 { #expect(use.reserveFromBlock(bytes: 1)) }
    #expect(bench.store.calls.value == ["renew"])
    #expect(!use.reserveFromBlock(bytes: 1))
    try use.reserve(bytes: 1)
    #expect(bench.store.calls.value == ["renew", "renew"])
    for _ in 0..<100 { #expect(use.reserveFromBlock(bytes: 1)) }
    #expect(!use.reserveFromBlock(bytes: 1))
    try use.settle()
    #expect(bench.store.calls.value == ["renew", "renew", "settle"])
    #expect(try bench.used == QuotaAmount(bytes: 201))
    #expect(try bench.accounts.openLeases().isEmpty)
  }

  @Test(arguments: [1, 7, 99, 100, 101, 1_000] as [Int64])
  func `the last byte of a quota can be used, and no other`(bytes: Int64) throws {
    let bench = try QuotaBench(bytes: bytes)
    let use = try bench.ledger.use(bench.account)
    for _ in 0..<bytes { try use.reserve(bytes: 1) }
    #expect(throws: QuotaError.exceeded) { try use.reserve(bytes: 1) }
    #expect(!use.reserveFromBlock(bytes: 1))
    try use.reserve(bytes: 0, files: 1)
    use.release(bytes: 1)
    try use.reserve(bytes: 1)
    try use.settle()
    #expect(try bench.used == QuotaAmount(bytes: bytes, files: 1))
  }

  @Test func `files have a quota of their own`() throws {
    let bench = try QuotaBench(files: 3)
    let use = try bench.ledger.use(bench.account)
    try use.reserve(bytes: 1 << 50, files: 1)
    try use.reserve(bytes: 0, files: 2)
    #expect(throws: QuotaError.exceeded) { try use.reserve(bytes: 0, files: 1) }
    try use.reserve(bytes: 5)
    try use.settle()
    #expect(try bench.used == QuotaAmount(bytes: 1 << 50 + 5, files: 3))
  }

  @Test func `a reservation is whole or none`() throws {
    let bench = try QuotaBench(bytes: 150)
    let use = try bench.ledger.use(bench.account)
    try use.reserve(bytes: 30)
    for bytes in [121, 150, Int64.max] {
      #expect(throws: QuotaError.exceeded) { try use.reserve(bytes: bytes) }
      #expect(try bench.ledger.usage(of: bench.account)?.used.bytes == 30)
    }
    try use.reserve(bytes: 120)
    #expect(throws: QuotaError.exceeded) { try use.reserve(bytes: 1) }
    try use.settle()
    #expect(try bench.used?.bytes == 150)
  }

  @Test func `what is released can be reserved again at once`() throws {
    let bench = try QuotaBench(bytes: 100, uses: QuotaAmount(bytes: 100, files: 2))
    let use = try bench.ledger.use(bench.account)
    #expect(throws: QuotaError.exceeded) { try use.reserve(bytes: 1) }
    use.release(bytes: 40, files: 1)
    #expect(try bench.ledger.usage(of: bench.account)?.used == QuotaAmount(bytes: 60, files: 1))
    #expect(use.reserveFromBlock(bytes: 40))
    #expect(throws: QuotaError.exceeded) { try use.reserve(bytes: 1) }
    use.release(bytes: 30)
    try use.settle()
    #expect(try bench.used == QuotaAmount(bytes: 70, files: 1))
  }

  @Test func `sessions share a lease, and the last one settles it`() throws {
    let bench = try QuotaBench(bytes: 1_000)
    let first = try bench.ledger.use(bench.account)
    let second = try bench.ledger.use(bench.account)
    try first.reserve(bytes: 10)
    try first.settle()
    try first.settle()
    #expect(bench.store.calls.value == ["renew"])
    #expect(second.reserveFromBlock(bytes: 10))
    #expect(try bench.accounts.openLeases().count == 1)
    try second.settle()
    #expect(bench.store.calls.value == ["renew", "settle"])
    #expect(try bench.used?.bytes == 20)
    let third = try bench.ledger.use(bench.account)
    try third.reserve(bytes: 980)
    #expect(throws: QuotaError.exceeded) { try third.reserve(bytes: 1) }
    try third.settle()
    #expect(try bench.used?.bytes == 1_000)
  }

  @Test func `the user sees what is used and reserved, beside the quota`() throws {
    let bench = try QuotaBench(bytes: 1_000, files: 5, uses: QuotaAmount(bytes: 1, files: 1))
    let use = try bench.ledger.use(bench.account)
    try use.reserve(bytes: 500, files: 1)
    try use.reserve(bytes: 10)
    let usage = try bench.ledger.usage(of: bench.account)
    #expect(usage?.used == QuotaAmount(bytes: 511, files: 2))
    #expect(usage?.quota == Quota(bytes: 1_000, files: 5))
    try use.settle()
    #expect(try bench.ledger.usage(of: bench.account) == usage)
  }

  @Test func `a quota that is changed holds from the next lease on`() throws {
    let bench = try QuotaBench(bytes: 100)
    let use = try bench.ledger.use(bench.account)
    #expect(throws: QuotaError.exceeded) { try use.reserve(bytes: 200) }
    _ = try bench.accounts.updateAccount(named: bench.account.name) {
      $0.quotaBytes = .limit(300)
    }
    try use.reserve(bytes: 200)
    try use.settle()
    #expect(try bench.used?.bytes == 200)
  }

  @Test func `nobody uses what is not counted, or is gone`() throws {
    let bench = try QuotaBench(bytes: 100, uses: nil)
    #expect(throws: QuotaError.usageUnknown) { try bench.ledger.use(bench.account) }
    #expect(throws: QuotaError.usageUnknown) { try bench.ledger.usage(of: bench.account) }
    #expect(try bench.ledger.accountsToRecount() == [bench.account.id])
    try bench.ledger.recount(bench.account.id) { QuotaAmount(bytes: 90) }
    let use = try bench.ledger.use(bench.account)
    #expect(throws: QuotaError.exceeded) { try use.reserve(bytes: 11) }
    try bench.accounts.removeAccount(named: bench.account.name)
    #expect(throws: QuotaError.accountRemoved) { try use.reserve(bytes: 5) }
    try use.settle()
    #expect(throws: QuotaError.accountRemoved) { try bench.ledger.use(bench.account) }
  }

  @Test func `a store that fails costs nothing that was counted`() throws {
    let bench = try QuotaBench(bytes: 1_000)
    let locked = AccountError.locked(path: "x")
    let use = try bench.ledger.use(bench.account)
    try use.reserve(bytes: 50)
    bench.store.failure.set(locked)
    #expect(throws: QuotaError.store(locked)) { try use.reserve(bytes: 100) }
    #expect(throws: QuotaError.store(locked)) { try bench.ledger.usage(of: bench.account) }
    #expect(throws: QuotaError.store(locked)) { try bench.ledger.accountsToRecount() }
    #expect(use.reserveFromBlock(bytes: 50))
    #expect(throws: QuotaError.store(locked)) { try use.settle() }
    #expect(try bench.accounts.openLeases().count == 1)
    bench.store.failure.set(nil)
    let next = try bench.ledger.use(bench.account)
    try next.settle()
    #expect(try bench.used?.bytes == 100)
    #expect(try bench.accounts.openLeases().isEmpty)
  }
}
