internal import Synchronization

/// One transfer's, or one deletion's, use of its account's quota.
///
/// It must be settled when it ends, however it does: until then the account's lease stays open.
/// What was written stays reserved: that is how it is counted.
///
/// Of an account without quota every call does nothing.
package final class QuotaUse: Sendable {
  private let lease: AccountLease?
  private let ledger: QuotaLedger
  private let isSettled = Mutex(false)

  init(of lease: AccountLease?, in ledger: QuotaLedger) {
    self.lease = lease
    self.ledger = ledger
  }

  /// Whether the account has no quota, and nothing here does anything.
  package var isUnlimited: Bool { lease == nil }

  /// Reserves an amount that is about to be written, wholly or not at all.
  ///
  /// Blocks where the account's lease is used up, to lease another block.
  ///
  /// - Parameters:
  ///   - bytes: how many, from 0; what is too many for any quota is refused like the rest.
  ///   - files: how many, from 0.
  /// - Throws: `QuotaError`: `exceeded`, `usageUnknown`, `accountRemoved` or `store`.
  package func reserve(bytes: Int64, files: Int64 = 0) throws(QuotaError) {
    precondition(bytes >= 0 && files >= 0, "what is freed is released")
    try lease?.reserve(QuotaAmount(bytes: bytes, files: files))
  }

  /// Reserves an amount where that needs no call of the store.
  ///
  /// Never blocks: an event loop may call it, and where it says no let `reserve` do it elsewhere.
  ///
  /// - Parameters:
  ///   - bytes: how many, from 0.
  ///   - files: how many, from 0.
  /// - Returns: whether it was reserved.
  package func reserveFromBlock(bytes: Int64, files: Int64 = 0) -> Bool {
    precondition(bytes >= 0 && files >= 0, "what is freed is released")
    return lease?.take(QuotaAmount(bytes: bytes, files: files)) ?? true
  }

  /// Gives back what was reserved and not written, or what was freed: of a file that is removed or
  /// replaced, its bytes and 1.
  ///
  /// Never blocks. What is freed can be used again at once in this process, and in others when the
  /// lease is renewed or settled.
  ///
  /// - Parameters:
  ///   - bytes: how many, from 0.
  ///   - files: how many, from 0.
  package func release(bytes: Int64, files: Int64 = 0) {
    precondition(bytes >= 0 && files >= 0, "what is used is reserved")
    lease?.release(QuotaAmount(bytes: bytes, files: files))
  }

  /// Ends this use; the last one of an account in this process tells the store.
  ///
  /// Blocks then. Doing it again does nothing.
  ///
  /// - Throws: `QuotaError.store`: the lease stays open, and is settled after the next use.
  package func settle() throws(QuotaError) {
    let isFirst = isSettled.withLock { isSettled in
      defer { isSettled = true }
      return !isSettled
    }
    guard isFirst, let lease else { return }
    try ledger.leave(lease)
  }
}
