/// Why a peer's certificate is not to be trusted.
public enum TLSCertificateFault: Hashable, Sendable {
  /// Its time, or that of one that signed it, is over since a day, as `2024-05-01`.
  case expired(on: String)
  /// Its time, or that of one that signed it, begins on a day to come.
  case notYetValid(until: String)
  /// It is for other names than the one that the server was called by.
  ///
  /// The names are host names and IP addresses, at most ten.
  case wrongName(expected: String, names: [String])
  /// No root that this end trusts has signed it; `issuer` is who has, or claims to have.
  case unknownIssuer(issuer: String)
  /// Its key, or that of one that signed it, is too short, or it was signed with a digest that is
  /// broken.
  case weak
  /// It was revoked.
  case revoked
  /// It is not for what it was used for, as one that may sign no others and has.
  case wrongPurpose
  /// Its key is none of those that are pinned; `pin` is its own.
  case notPinned(TLSKeyPin)
  /// The peer has shown no certificate.
  case missing
  /// The session that was resumed had begun without the certificate being verified.
  case notVerified
  /// OpenSSL's own words, for what is rare.
  case other(String)
}

extension TLSCertificateFault: CustomStringConvertible {
  /// A sentence: `the certificate is for other.example, not localhost`.
  public var description: String {
    switch self {
    case .expired(let date): "the certificate has expired on \(date)"
    case .notYetValid(let date): "the certificate is not valid until \(date)"
    case .wrongName(let expected, let names) where names.isEmpty:
      "the certificate has no name, and is not for \(expected)"
    case .wrongName(let expected, let names):
      "the certificate is for \(names.joined(separator: ", ")), not \(expected)"
    case .unknownIssuer(let issuer): "nobody known has signed the certificate (issuer \(issuer))"
    case .weak: "the certificate's key or signature is too weak"
    case .revoked: "the certificate was revoked"
    case .wrongPurpose: "the certificate is not for this purpose"
    case .notPinned(let pin): "the certificate's key is not a pinned one (\(pin))"
    case .missing: "the peer has shown no certificate"
    case .notVerified: "the certificate of the resumed session was not verified"
    case .other(let text): "the certificate is refused: \(text)"
    }
  }
}
