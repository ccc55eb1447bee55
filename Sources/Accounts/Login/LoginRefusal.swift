/// Why a login was refused: for the audit log alone.
///
/// Clients are told the same for all of them, and wait as long.
package enum LoginRefusal: Error, Hashable, Sendable {
  /// The name is none that an account can have.
  case invalidName
  /// There is no such account.
  case unknownAccount
  /// The account has no password.
  case noPassword
  /// The password is another.
  case wrongPassword
  /// The account is disabled.
  case disabled
  /// The account has ended.
  case expired
  /// The account may not come from this address.
  case networkNotAllowed
  /// The account may not use this protocol.
  case protocolNotAllowed(AccessProtocol)
  /// The account must use encryption.
  case requiresTLS
  /// Nobody knows: the store or the memory failed. The client is not to blame.
  case unavailable(AccountError)
}

extension LoginRefusal: CustomStringConvertible {
  /// One line: `wrong password`.
  package var description: String {
    switch self {
    case .invalidName: "no valid name"
    case .unknownAccount: "no such account"
    case .noPassword: "the account has no password"
    case .wrongPassword: "wrong password"
    case .disabled: "the account is disabled"
    case .expired: "the account has expired"
    case .networkNotAllowed: "the account may not log in from this address"
    case .protocolNotAllowed(let name): "the account may not use \(name.rawValue)"
    case .requiresTLS: "the account must use TLS"
    case .unavailable(let error): "\(error)"
    }
  }
}
