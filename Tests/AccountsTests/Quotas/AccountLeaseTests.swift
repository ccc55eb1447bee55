import Accounts
import TestSupport
import Testing

struct AccountLeaseTests {
  private static func lease(_ bench: QuotaBench) -> AccountLease {
    AccountLease(
      of: bench.account.id,
      owner: LeaseOwner(text: "test"),
      store: bench.store,
      block: QuotaBench.block
    )
  }

  @Test func `a lease that somebody has begun to use again is not settled`() throws {
    let bench = try QuotaBench(bytes: 1_000)
    let lease = Self.lease(bench)
    try lease.open()
    #expect(lease.take(QuotaAmount(bytes: 10)))
    try lease.settle { true }
    #expect(bench.store.calls.value == ["renew"])
    #expect(lease.take(QuotaAmount(bytes: 90)))
    try lease.settle { false }
    #expect(bench.store.calls.value == ["renew", "settle"])
    #expect(try bench.used?.bytes == 100)
  }

  @Test func `a lease is opened once, and again after it was settled`() throws {
    let bench = try QuotaBench(bytes: 1_000)
    let lease = Self.lease(bench)
    #expect(!lease.take(QuotaAmount(bytes: 1)))
    try lease.settle { false }
    try lease.open()
    try lease.open()
    try lease.settle { false }
    #expect(!lease.take(QuotaAmount(bytes: 1)))
    try lease.open()
    #expect(lease.take(QuotaAmount(bytes: 1)))
    #expect(bench.store.calls.value == ["renew", "settle", "renew"])
    try lease.settle { false }
    #expect(try bench.used?.bytes == 1)
  }
}
