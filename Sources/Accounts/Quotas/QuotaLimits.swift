/// How a ledger leases.
package struct QuotaLimits: Hashable, Sendable {
  /// What is leased at once where there is plenty: 16 MiB and 64 files by default.
  ///
  /// A transfer asks the store once for so much; and so much, at most, others cannot use meanwhile.
  package var block = QuotaAmount(bytes: 16 << 20, files: 64)
  /// How often files are counted again because the account was used meanwhile: 3 by default.
  package var recountsMax = 3

  /// The defaults.
  package init() {}
}
