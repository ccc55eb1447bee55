/// Who holds leases of quotas: one ledger of one process.
package struct LeaseOwner: Hashable, Sendable {
  /// What the store knows it by.
  package let text: String

  /// The owner of a text.
  package init(text: String) {
    self.text = text
  }
}
