/// How large the parts of accounts may be.
package enum AccountLimits {
  /// Bytes of a name.
  package static let nameBytesMax = 64
  /// Bytes of a password: what is hashed for whoever asks should not cost more than the hash.
  package static let passwordBytesMax = 1_024
  /// Bytes of the path of a home: that of the kernel (`PATH_MAX`).
  package static let homeBytesMax = 4_096
  /// Rules for paths of one account or group.
  package static let pathRulesMax = 256
  /// Networks that one account may come from: each login looks at all.
  package static let networksMax = 64
  /// Groups of one account.
  package static let groupsMax = 16
  /// Keys of one account.
  package static let keysMax = 64
  /// Bytes of a key; one of RSA with 16,384 bits has 2,800.
  package static let keyBytesMax = 8_192
  /// The largest number of bytes, files or bytes a second: 2⁶⁰.
  ///
  /// Sums of some such numbers do not overflow.
  package static let amountMax: Int64 = 1 << 60
  /// The largest number of sessions at once.
  package static let sessionsMax = 1_000_000
  /// Accounts of one page of a list.
  package static let pageMax = 1_000
  /// Removals that are remembered for servers that ask what has changed.
  ///
  /// Who asks later than so many of them is told to look at everything.
  package static let removalsMax = 1_000
}
