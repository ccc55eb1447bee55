import Accounts
import TestSupport
import Testing

struct QuotaRecountTests {
  /// A ledger after the crash of all others.
  private static func later(_ bench: QuotaBench) -> QuotaLedger {
    QuotaBench.ledger(of: bench.store) { _ in false }
  }

  @Test func `a crash is told, and its lease counts until the account is counted`() throws {
    let bench = try QuotaBench(bytes: 1_000)
    // It is never settled.
    let use = try bench.ledger.use(bench.account)
    try use.reserve(bytes: 300)

    let ledger = Self.later(bench)
    #expect(try ledger.accountsToRecount() == [bench.account.id])
    let early = try ledger.use(bench.account)
    #expect(throws: QuotaError.exceeded) { try early.reserve(bytes: 700) }
    try early.settle()
    try ledger.recount(bench.account.id) { QuotaAmount(bytes: 250, files: 1) }
    #expect(try ledger.accountsToRecount().isEmpty)
    #expect(try bench.used == QuotaAmount(bytes: 250, files: 1))
    let next = try ledger.use(bench.account)
    try next.reserve(bytes: 750)
    #expect(throws: QuotaError.exceeded) { try next.reserve(bytes: 1) }
  }

  @Test func `a crash after a deletion is told, too`() throws {
    let bench = try QuotaBench(bytes: 1_000, uses: QuotaAmount(bytes: 10, files: 1))
    let use = try bench.ledger.use(bench.account)
    use.release(bytes: 10, files: 1)
    #expect(try Self.later(bench).accountsToRecount() == [bench.account.id])
  }

  @Test func `a crash of a process, found when the file is opened again`() async throws {
    try await temporaryDirectory { directory in
      let path = directory + "/accounts.sqlite"
      var bench: QuotaBench? = try QuotaBench(
        bytes: 1_000,
        in: SQLiteAccountStore(path: path, defaults: .sample)
      )
      let id = try #require(bench).account.id
      let name = try #require(bench).account.name
      try bench?.ledger.use(try #require(bench).account).reserve(bytes: 300)
      bench = nil
      // Our own lease is told from one of a process that has ended by its owner.
      let store = try SQLiteAccountStore(path: path, defaults: .sample)
      #expect(try QuotaLedger(store: store).accountsToRecount().isEmpty)
      let ended = "0:1:1 1"
      try await SQLiteScript("UPDATE quota_lease SET owner = '\(ended)'").run(path)
      let ledger = QuotaLedger(store: store)
      #expect(try ledger.accountsToRecount() == [id])
      try ledger.recount(id) { QuotaAmount(bytes: 123) }
      #expect(try ledger.accountsToRecount().isEmpty)
      let account = try #require(try store.account(named: name))
      #expect(try ledger.usage(of: account)?.used.bytes == 123)
    }
  }

  @Test func `an account in use is not counted`() throws {
    let bench = try QuotaBench(bytes: 1_000)
    let use = try bench.ledger.use(bench.account)
    try use.reserve(bytes: 10)
    var counts = 0
    #expect(throws: QuotaError.inUse) {
      try bench.ledger.recount(bench.account.id) {
        counts += 1
        return .zero
      }
    }
    #expect(counts == 3)
    #expect(throws: QuotaError.inUse) { try bench.ledger.setUsage(.zero, of: bench.account.id) }
    try use.settle()
    #expect(try bench.used?.bytes == 10)
  }

  @Test func `an account that is used while it is counted is counted again`() throws {
    let bench = try QuotaBench(bytes: 1_000)
    let other = QuotaBench.ledger(of: bench.store)
    var counts: [Int64] = []
    let counted = try bench.ledger.recount(bench.account.id) {
      let before = try #require(try bench.used)
      if counts.isEmpty {
        let use = try other.use(bench.account)
        try use.reserve(bytes: 10)
        try use.settle()
      }
      counts.append(before.bytes)
      return before
    }
    #expect(counts == [0, 10])
    #expect(counted.bytes == 10)
    #expect(try bench.used?.bytes == 10)
  }

  @Test func `an error of counting is thrown, and nothing is set`() throws {
    let bench = try QuotaBench(bytes: 1_000, uses: nil)
    #expect(throws: AccountError.noMemory) {
      try bench.ledger.recount(bench.account.id) { throw AccountError.noMemory }
    }
    #expect(try bench.used == nil)
    #expect(throws: QuotaError.accountRemoved) {
      try bench.ledger.recount(AccountID(rawValue: 99)) { .zero }
    }
  }

  @Test func `who was taken for dead and settles makes the account be counted again`() throws {
    let bench = try QuotaBench(bytes: 1_000)
    let use = try bench.ledger.use(bench.account)
    try use.reserve(bytes: 300)
    try Self.later(bench).setUsage(QuotaAmount(bytes: 100), of: bench.account.id)
    try use.settle()
    #expect(try bench.used == nil)
    #expect(try Self.later(bench).accountsToRecount() == [bench.account.id])
  }
}
