/// Why nothing was reserved of a quota, or why it was not counted anew.
package enum QuotaError: Error, Hashable, Sendable {
  /// The account would use more than its quota.
  case exceeded
  /// Nobody knows how much the account uses: it must be counted first (`QuotaLedger.recount`).
  case usageUnknown
  /// The account was removed.
  case accountRemoved
  /// The account is in use, so that what was counted was out of date before it was stored.
  case inUse
  /// The store failed.
  case store(AccountError)
}

extension QuotaError: CustomStringConvertible {
  /// One line: `quota exceeded`.
  package var description: String {
    switch self {
    case .exceeded: "quota exceeded"
    case .usageUnknown: "the account's usage is not known, it must be counted first"
    case .accountRemoved: "no such account any more"
    case .inUse: "the account is in use, its files cannot be counted now"
    case .store(let error): error.description
    }
  }
}
