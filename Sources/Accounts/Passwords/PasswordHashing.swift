/// What hashes passwords: scrypt, or in tests something that counts how often it is asked.
///
/// Both calls block for as long as they compute, and may be made by many threads at once; how many
/// there are is up to whoever owns the threads.
package protocol PasswordHashing: Sendable {
  /// Whether a hash is that of a password, as `PasswordHash.matches`.
  func isHash(_ hash: PasswordHash, of password: [UInt8]) throws(AccountError) -> Bool

  /// The hash of a password with a new salt, as `PasswordHash.init`.
  func hash(
    _ password: [UInt8],
    parameters: ScryptParameters
  ) throws(AccountError) -> PasswordHash
}

/// Hashes passwords by scrypt.
package struct ScryptHashing: PasswordHashing {
  /// It has no state.
  package init() {}

  /// Whether a hash is that of a password.
  package func isHash(_ hash: PasswordHash, of password: [UInt8]) throws(AccountError) -> Bool {
    try hash.matches(password)
  }

  /// The hash of a password with a new salt.
  package func hash(
    _ password: [UInt8],
    parameters: ScryptParameters
  ) throws(AccountError) -> PasswordHash {
    try PasswordHash(of: password, parameters: parameters)
  }
}
