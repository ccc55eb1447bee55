/// What is stored of a password: enough to recognise it, not enough to know it.
///
/// It is made by scrypt (RFC 7914) with a random salt, and written as a PHC string, which names the
/// parameters: `$scrypt$ln=15,r=8,p=1$SALT$KEY`. So hashes of different strength live side by side.
package struct PasswordHash: Hashable, Sendable {
  /// How it is made.
  package let parameters: ScryptParameters
  /// What makes equal passwords have different hashes.
  package let salt: [UInt8]
  /// What scrypt makes of password and salt.
  package let key: [UInt8]

  /// Bytes of new salts: 128 bits, which nobody meets twice.
  package static let saltBytes = 16
  /// Bytes of new keys.
  package static let keyBytes = 32
  /// Bytes of salts that are accepted.
  package static let saltBytesRange = 8...64
  /// Bytes of keys that are accepted: a shorter one is found by trying.
  package static let keyBytesRange = 16...64

  /// Hashes a password with a new salt.
  ///
  /// Blocks for as long as it computes: a tenth of a second with the standard parameters.
  ///
  /// - Parameters:
  ///   - password: 1 to `AccountLimits.passwordBytesMax` bytes of any value.
  ///   - parameters: how much work it is.
  /// - Throws: `AccountError`: `passwordEmpty`, `passwordTooLong` or `noMemory`.
  package init(
    of password: [UInt8],
    parameters: ScryptParameters = .standard
  ) throws(AccountError) {
    guard !password.isEmpty else { throw .passwordEmpty }
    guard password.count <= AccountLimits.passwordBytesMax else { throw .passwordTooLong }
    let salt = Self.randomBytes(count: Self.saltBytes)
    let key = try Self.key(of: password, salt, parameters, count: Self.keyBytes)
    self.init(parameters: parameters, salt: salt, key: key)
  }

  /// A hash that no password is known for.
  ///
  /// To compare with it costs what a true one of the same parameters costs.
  package static func dummy(parameters: ScryptParameters) -> Self {
    Self(
      parameters: parameters,
      salt: randomBytes(count: saltBytes),
      key: randomBytes(count: keyBytes)
    )
  }

  /// The caller has made sure that salt and key are of a length that is accepted.
  init(parameters: ScryptParameters, salt: [UInt8], key: [UInt8]) {
    self.parameters = parameters
    self.salt = salt
    self.key = key
  }

  /// Whether it is the hash of a password.
  ///
  /// Blocks for as long as it computes, which does not depend on how much of the key is right. A
  /// password that is empty or too long costs the same and does not match. Zero bytes at the end of
  /// a password of up to 64 bytes make no difference: HMAC, which scrypt begins with, fills keys up
  /// with them (RFC 2104, section 2).
  ///
  /// - Throws: `AccountError.noMemory`.
  package func matches(_ password: [UInt8]) throws(AccountError) -> Bool {
    let isPassword = (1...AccountLimits.passwordBytesMax).contains(password.count)
    let candidate = try Self.key(
      of: isPassword ? password : [0],
      salt,
      parameters,
      count: key.count
    )
    return Self.isEqual(candidate, key) && isPassword
  }

  /// Whether it is weaker than one made today would be.
  ///
  /// - Parameter parameters: what one would be made with.
  /// - Returns: whether it takes less work or memory to compute, or is shorter.
  package func needsUpgrade(to parameters: ScryptParameters) -> Bool {
    self.parameters.isWeaker(than: parameters) || salt.count < Self.saltBytes
      || key.count < Self.keyBytes
  }

  private static func key(
    of password: [UInt8],
    _ salt: [UInt8],
    _ parameters: ScryptParameters,
    count: Int
  ) throws(AccountError) -> [UInt8] {
    try ScryptKey.derive(
      from: password,
      salt: salt,
      cost: parameters.cost,
      blockSize: parameters.blockSize,
      parallelism: parameters.parallelism,
      count: count
    )
  }

  /// Looks at every byte, whatever the first ones say.
  private static func isEqual(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    guard first.count == second.count else { return false }
    return zip(first, second).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func randomBytes(count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
  /// The function and its parameters; neither salt nor key, as descriptions end up in logs.
  package var description: String {
    "scrypt(ln=\(parameters.costLogarithm),r=\(parameters.blockSize),p=\(parameters.parallelism))"
  }

  /// Shows nothing more than the description does.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
