import Accounts
import TestSupport

/// Hashes as scrypt does, counts how often it compares, and can hold each comparison at a gate.
struct WatchedHashing: PasswordHashing {
  let gate = Gate()
  private let isHeld: Bool
  private let count = Note(0)

  init(isHeld: Bool = false) {
    self.isHeld = isHeld
  }

  /// How often a password was compared with a hash.
  var comparisons: Int { count.value }

  func reset() { count.set(0) }

  func isHash(_ hash: PasswordHash, of password: [UInt8]) throws(AccountError) -> Bool {
    count.change { $0 += 1 }
    if isHeld { gate.enter(comparisons) }
    return try hash.matches(password)
  }

  func hash(
    _ password: [UInt8],
    parameters: ScryptParameters
  ) throws(AccountError) -> PasswordHash {
    try PasswordHash(of: password, parameters: parameters)
  }
}
