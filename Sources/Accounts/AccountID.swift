/// The number of an account, which no other account ever has, not even after this one is removed.
package struct AccountID: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number: 1 or more.
  package let rawValue: Int64

  /// The account of a number.
  package init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  /// Whether the first account was made before the second.
  package static func < (first: Self, second: Self) -> Bool {
    first.rawValue < second.rawValue
  }
}
