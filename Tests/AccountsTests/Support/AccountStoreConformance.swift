import Accounts
import Testing

/// Checks what every store of accounts promises, on any implementation.
///
///     @Test(arguments: AccountStorePromise.allCases)
///     func `it keeps what stores promise`(promise: AccountStorePromise) throws {
///       try AccountStoreConformance(of: newStore).check(promise)
///     }
struct AccountStoreConformance {
  /// A store without accounts, whose defaults are `AccountDefaults.sample`.
  let store: any AccountStore

  /// Checks of a store that is empty, which they fill: one promise for each.
  init(of store: any AccountStore) {
    self.store = store
  }

  /// Checks one promise.
  func check(_ promise: AccountStorePromise) throws {
    switch promise {
    case .addedAccountsAreFound: try addedAccountsAreFound()
    case .unknownAccountsAreNil: try unknownAccountsAreNil()
    case .namesAreUnique: try namesAreUnique()
    case .namesAreBytes: try namesAreBytes()
    case .invalidSettingsChangeNothing: try invalidSettingsChangeNothing()
    case .updatesReplaceSettings: try updatesReplaceSettings()
    case .listsAreOrderedPages: try listsAreOrderedPages()
    case .removedAccountsAreGone: try removedAccountsAreGone()
    case .changesNeedTheirAccount: try changesNeedTheirAccount()
    case .passwordHashesAreKept: try passwordHashesAreKept()
    case .passwordsAreReplacedOnce: try passwordsAreReplacedOnce()
    case .groupsGiveDefaults: try groupsGiveDefaults()
    case .groupsAreNeeded: try groupsAreNeeded()
    case .groupNamesAreUnique: try groupNamesAreUnique()
    case .removedGroupsLeaveAccounts: try removedGroupsLeaveAccounts()
    case .changesAreTold: try changesAreTold()
    case .upgradesAreNoChange: try upgradesAreNoChange()
    case .usageIsUnknownFirst: try usageIsUnknownFirst()
    case .leasesCount: try leasesCount()
    case .leasesKeepToTheQuota: try leasesKeepToTheQuota()
    case .usageStaysInBounds: try usageStaysInBounds()
    case .closedLeasesMakeUsageUnknown: try closedLeasesMakeUsageUnknown()
    case .countingMeetsItsVersion: try countingMeetsItsVersion()
    case .removedAccountsLeaseNothing: try removedAccountsLeaseNothing()
    case .usageWithoutQuotaIsUnknown: try usageWithoutQuotaIsUnknown()
    }
  }

  /// Adds an account without a password.
  @discardableResult
  func add(_ text: String, _ settings: AccountSettings = .init()) throws -> Account {
    try store.addAccount(named: try name(text), settings: settings, passwordHash: nil)
  }
}
