/// What every store of accounts promises, one by one.
enum AccountStorePromise: String, CaseIterable, Sendable {
  // Accounts.
  case addedAccountsAreFound = "an added account is found by name and number, with every setting"
  case unknownAccountsAreNil = "an account that is not there is nil"
  case namesAreUnique = "a name is given once"
  case namesAreBytes = "names are told apart by their bytes"
  case invalidSettingsChangeNothing = "settings that are invalid change nothing"
  case updatesReplaceSettings = "an update gets what is set, and replaces it"
  case listsAreOrderedPages = "accounts are listed in the order of names, page by page"
  case removedAccountsAreGone = "a removed account is gone, and its number is not used again"
  case changesNeedTheirAccount = "what changes an account needs it to be there"
  // Passwords.
  case passwordHashesAreKept = "the hash of a password is kept as it is"
  case passwordsAreReplacedOnce = "a hash is replaced where it is still the old one"
  // Groups.
  case groupsGiveDefaults = "groups give what an account has not set, the first one first"
  case groupsAreNeeded = "an account can only be in groups that are there"
  case groupNamesAreUnique = "a group's name is given once"
  case removedGroupsLeaveAccounts = "a removed group leaves its accounts, without what it gave"
  // Changes.
  case changesAreTold = "every change is told, and grows the revision"
  case upgradesAreNoChange = "a better hash of the same password is no change"
  // Quotas.
  case usageIsUnknownFirst = "nothing is leased before the usage is known"
  case leasesCount = "leases count against the quota, and settling leaves what was used"
  case leasesKeepToTheQuota = "the quota of bytes, and that of files, is never exceeded"
  case usageStaysInBounds = "usage is never below zero, nor above what is counted"
  case closedLeasesMakeUsageUnknown = "a lease that somebody closed makes the usage unknown"
  case countingMeetsItsVersion = "usage is set where nobody has used the account meanwhile"
  case removedAccountsLeaseNothing = "a removed account leases nothing"
  case usageWithoutQuotaIsUnknown = "what an account used without a quota is not known"
}
