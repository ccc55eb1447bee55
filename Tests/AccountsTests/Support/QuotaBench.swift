import Accounts
import TestSupport
import Testing

/// An account with a quota, in memory, and a ledger of it.
struct QuotaBench {
  let accounts: any AccountStore
  let store: WatchedQuotaStore
  let account: Account
  let ledger: QuotaLedger

  /// What ledgers lease at once.
  static let block = QuotaAmount(bytes: 100, files: 10)

  /// An account that uses nothing, unless it is said what; nil is not known.
  init(
    bytes: Int64? = nil,
    files: Int64? = nil,
    uses used: QuotaAmount? = .zero,
    in accounts: (any AccountStore)? = nil
  ) throws {
    self.accounts = try accounts ?? SQLiteAccountStore(inMemoryWith: .sample)
    account = try self.accounts.addAccount(
      named: try name("ada"),
      settings: .with { settings in
        settings.quotaBytes = bytes.map(LimitSetting.limit)
        settings.quotaFiles = files.map(LimitSetting.limit)
      },
      passwordHash: nil
    )
    store = WatchedQuotaStore(self.accounts)
    ledger = Self.ledger(of: store)
    if let used { try ledger.setUsage(used, of: account.id) }
    store.calls.set([])
  }

  /// A ledger, as of another process.
  static func ledger(
    of store: any QuotaStore,
    isRunning: @escaping @Sendable (LeaseOwner) -> Bool = { _ in true }
  ) -> QuotaLedger {
    var limits = QuotaLimits()
    limits.block = block
    return QuotaLedger(store: store, limits: limits, isRunning: isRunning)
  }

  /// What the store knows that the account uses.
  var used: QuotaAmount? {
    get throws { try accounts.usage(of: account.id)?.used }
  }
}
