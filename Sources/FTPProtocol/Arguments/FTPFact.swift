/// A fact about a file that MLST and MLSD tell (RFC 3659 §7.5).
package enum FTPFact: String, Hashable, Sendable, CaseIterable {
  /// File, directory or another kind.
  case type
  /// What this account may do with it.
  case permissions = "perm"
  /// Bytes of a file.
  case size
  /// When it was changed last.
  case modified = "modify"
  /// The same for two names of one file.
  case unique
  /// The mode of Unix in octal digits.
  case mode = "UNIX.mode"
  /// The name of the owner.
  case owner = "UNIX.owner"
  /// The name of the group.
  case group = "UNIX.group"
}
