/// A user of the system: `struct passwd`.
package struct UserEntry: Hashable, Sendable {
  /// The user's number.
  package var user: UInt32
  /// The number of the user's first group.
  package var group: UInt32

  package init(user: UInt32, group: UInt32) {
    self.user = user
    self.group = group
  }
}
