extension LeaseRequest {
  /// The part of what others could still use that a wish may take: one of so many.
  ///
  /// Near the limit leases become small, so that the last bytes can be used by whoever needs them.
  package static let wishDivisor: Int64 = 4

  /// What to lease in addition; nil where the quota does not have what is needed.
  ///
  /// - Parameters:
  ///   - quota: that of the account.
  ///   - used: what is used and leased, what remains of this lease included.
  /// - Returns: at least what is needed.
  package func granted(by quota: Quota, used: QuotaAmount) -> QuotaAmount? {
    guard let bytes = granted(needed.bytes, wished.bytes, of: quota.bytes, used: used.bytes),
      let files = granted(needed.files, wished.files, of: quota.files, used: used.files)
    else { return nil }
    return QuotaAmount(bytes: bytes, files: files)
  }

  private func granted(
    _ needed: Int64,
    _ wished: Int64,
    of limit: Int64?,
    used: Int64
  ) -> Int64? {
    let available = max(0, (limit ?? AccountLimits.amountMax) - min(used, AccountLimits.amountMax))
    // Where nothing is needed nothing is refused, however much is used.
    guard needed <= available || needed == 0 else { return nil }
    return needed + max(0, min(wished, (available - needed) / Self.wishDivisor))
  }
}
