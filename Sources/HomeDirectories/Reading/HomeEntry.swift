package import SystemCalls

/// A line of a listing.
package struct HomeEntry: Hashable, Sendable {
  /// Any bytes but NUL and `/`; it may hold CR and LF, which local programs can make.
  package var name: [UInt8]
  /// What it is; for a symbolic link what that leads to, where that is within the home, else the
  /// link itself.
  package var status: FileStatus
  /// Whether it is a symbolic link.
  package var isLink: Bool
}
