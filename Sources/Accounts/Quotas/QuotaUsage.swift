/// What an account uses of its quota, as its user sees it.
package struct QuotaUsage: Hashable, Sendable {
  /// What it uses.
  package var used: QuotaAmount
  /// What it may use.
  package var quota: Quota

  /// Usage beside a quota.
  package init(used: QuotaAmount, quota: Quota) {
    self.used = used
    self.quota = quota
  }
}
