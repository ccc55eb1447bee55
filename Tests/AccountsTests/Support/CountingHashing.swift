import Accounts
import TestSupport

/// Hashes as scrypt does, and notes what it was asked for.
struct CountingHashing: PasswordHashing {
  /// The parameters of each computation, in their order.
  let computations = Note<[ScryptParameters]>([])

  func isHash(_ hash: PasswordHash, of password: [UInt8]) throws(AccountError) -> Bool {
    computations.change { $0.append(hash.parameters) }
    return try hash.matches(password)
  }

  func hash(
    _ password: [UInt8],
    parameters: ScryptParameters
  ) throws(AccountError) -> PasswordHash {
    computations.change { $0.append(parameters) }
    return try PasswordHash(of: password, parameters: parameters)
  }
}
