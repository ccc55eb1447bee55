import Accounts
import TestSupport
import Testing

struct QuotaConcurrencyTests {
  /// Threads of each ledger.
  private static let threadCount = 4

  /// Reserves and releases random amounts until the quota is exceeded often enough.
  ///
  /// - Returns: what stays reserved.
  @discardableResult
  private static func load(
    _ ledger: QuotaLedger,
    _ account: Account,
    seed: UInt64,
    held: Note<Int64>,
    quota: Int64
  ) throws -> Int64 {
    var generator = SeededGenerator(seed: seed)
    var kept: Int64 = 0
    var refusals = 0
    while refusals < 20 {
      let use = try ledger.use(account)
      for _ in 0..<Int.random(in: 1...20, using: &generator) {
        let bytes = Int64.random(in: 0...300, using: &generator)
        if !use.reserveFromBlock(bytes: bytes) {
          do throws(QuotaError) {
            try use.reserve(bytes: bytes)
          } catch {
            guard case .exceeded = error else { throw error }
            refusals += 1
            continue
          }
        }
        kept += bytes
        held.change { held in
          held += bytes
          #expect(held <= quota, "seed \(seed)")
        }
        if Bool.random(using: &generator) && kept > 0 {
          let freed = Int64.random(in: 0...min(kept, 200), using: &generator)
          held.change { $0 -= freed }
          use.release(bytes: freed)
          kept -= freed
        }
      }
      try use.settle()
    }
    return kept
  }

  @Test func `threads of two processes on one file never exceed a quota, and lose no byte`()
    async throws
  {
    try await temporaryDirectory { directory in
      let path = directory + "/accounts.sqlite"
      let quota: Int64 = 20_000
      let bench = try QuotaBench(
        bytes: quota,
        in: SQLiteAccountStore(path: path, defaults: .sample)
      )
      let other = QuotaBench.ledger(of: try SQLiteAccountStore(path: path, defaults: .sample))
      let held = Note<Int64>(0)
      let account = bench.account
      try await withThrowingTaskGroup(of: Int64.self) { group in
        for number in 0..<2 * Self.threadCount {
          let ledger = number % 2 == 0 ? bench.ledger : other
          group.addTask {
            try await onThread {
              try Self.load(
                ledger,
                account,
                seed: SeededGenerator.runSeed &+ UInt64(number),
                held: held,
                quota: quota
              )
            }
          }
        }
        let kept = try await group.reduce(0, +)
        #expect(kept == held.value)
        #expect(try bench.used?.bytes == kept)
      }
      #expect(try bench.accounts.openLeases().isEmpty)
    }
  }

  @Test func `who begins while the last one settles loses nothing`() async throws {
    let rounds: Int64 = 100
    let start = rounds * Int64(Self.threadCount)
    let bench = try QuotaBench(bytes: start, uses: QuotaAmount(bytes: start, files: start))
    let (ledger, account) = (bench.ledger, bench.account)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<Self.threadCount {
        group.addTask {
          try await onThread {
            for _ in 0..<rounds {
              let use = try ledger.use(account)
              use.release(bytes: 1, files: 1)
              try use.settle()
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try bench.used == .zero)
    #expect(try bench.accounts.openLeases().isEmpty)
  }
}
