/// What EPSV asks for (RFC 2428 §3).
package enum FTPExtendedPassive: Hashable, Sendable {
  /// A port for the address family of the control connection.
  case any
  /// `EPSV 1`.
  case ipv4
  /// `EPSV 2`.
  case ipv6
  /// `EPSV ALL`: from now on no other way is used to make a data connection.
  case all
}

extension FTPExtendedPassive {
  /// What an argument asks for; an empty one asks for any.
  ///
  /// - Throws: 522 for the number of another family, 501 for what is none.
  init(argument: [UInt8]) throws(FTPReply) {
    switch argument.decimalNumber() {
    case 1: self = .ipv4
    case 2: self = .ipv6
    case .some: throw .familyNotSupported(use: [1, 2])
    case nil where argument.isEmpty: self = .any
    case nil where argument.isWord("ALL"): self = .all
    case nil: throw .argumentMalformed
    }
  }
}
