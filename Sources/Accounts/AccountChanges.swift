/// What has changed among the accounts since a moment.
package struct AccountChanges: Hashable, Sendable {
  /// The store's revision now: where to go on the next time.
  package var revision: Int64
  /// Accounts that were added, or that changed themselves or by their groups, and are still there.
  package var changed: [AccountID]
  /// Accounts that are gone.
  package var removed: [AccountID]
  /// Whether that is all.
  ///
  /// False where so much has happened that some was forgotten: then who holds accounts looks up
  /// each of them.
  package var isComplete: Bool

  /// What was read from a store.
  package init(revision: Int64, changed: [AccountID], removed: [AccountID], isComplete: Bool) {
    self.revision = revision
    self.changed = changed
    self.removed = removed
    self.isComplete = isComplete
  }
}
