internal import Crypto
internal import CryptoExtras

/// The function scrypt itself (RFC 7914).
package enum ScryptKey {
  /// Derives bytes from a password.
  ///
  /// Blocks for as long as it computes.
  ///
  /// - Parameters:
  ///   - password: one byte or more.
  ///   - salt: one byte or more.
  ///   - cost: `N`, a power of 2 above 1.
  ///   - blockSize: `r`, from 1.
  ///   - parallelism: `p`, from 1.
  ///   - count: how many bytes.
  /// - Returns: the bytes.
  /// - Throws: `AccountError.noMemory`, as the parameters are what RFC 7914 allows.
  package static func derive(
    from password: [UInt8],
    salt: [UInt8],
    cost: Int,
    blockSize: Int,
    parallelism: Int,
    count: Int
  ) throws(AccountError) -> [UInt8] {
    precondition(!password.isEmpty && !salt.isEmpty, "scrypt of nothing")
    do {
      let key = try KDF.Scrypt.deriveKey(
        from: password,
        salt: salt,
        outputByteCount: count,
        rounds: cost,
        blockSize: blockSize,
        parallelism: parallelism
      )
      return unsafe key.withUnsafeBytes { bytes in
        // SAFETY: the key lends its bytes for the closure, which copies them.
        unsafe Array(bytes)
      }
    } catch {
      throw .noMemory
    }
  }
}
