/// What became of a request for a lease.
package enum LeaseAnswer: Hashable, Sendable {
  /// This much was leased in addition: what was needed, and some of what was wished.
  case granted(QuotaAmount)
  /// The quota does not have what was needed; the lease is open with what remained.
  case exceeded
  /// How much the account uses is not known: it must be counted before anything is leased.
  case usageUnknown
  /// The account was removed.
  case gone
}
