/// Why certificates, keys and settings cannot be used.
public struct TLSConfigurationError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Cause: Hashable, Sendable {
    /// The file cannot be read; the text is the system's.
    case unreadable(String)
    /// The file is larger than `TLSLimits.fileBytesMax`, or has too many certificates.
    case tooLarge
    /// There is no certificate in it, as text (PEM).
    case noCertificate
    /// There is no private key in it, as text (PEM).
    case noKey
    /// The certificate with this number, counted from 1, is damaged.
    case malformedCertificate(number: Int)
    /// The private key is damaged, or of a kind that is not known.
    case malformedKey
    /// The private key is protected by a password.
    case protectedKey
    /// The private key belongs to another certificate.
    case keyOfAnother
    /// The key is too short, or the signature too weak; the text says which.
    case weak(String)
    /// There are no certificates where some are needed.
    case nothingGiven
    /// The name of a protocol of the application has no bytes, or too many.
    case unusableApplicationProtocol
    /// OpenSSL's own words, for what is rare.
    case other(String)
  }

  /// What is wrong.
  public let cause: Cause

  /// The file that it is wrong with; nil where the bytes came from elsewhere.
  public internal(set) var file: String?

  init(_ cause: Cause, file: String? = nil) {
    self.cause = cause
    self.file = file
  }

  /// What OpenSSL says of its last call.
  init(_ errors: OpenSSLErrors, file: String? = nil) {
    self.init(errors.isOfWeakness ? .weak(errors.text) : .other(errors.text), file: file)
  }
}

extension TLSConfigurationError: CustomStringConvertible {
  /// One line: `tls/key.pem: the private key is protected by a password`.
  public var description: String { "\(file ?? "TLS"): \(cause)" }
}

extension TLSConfigurationError.Cause: CustomStringConvertible {
  /// A few words: `there is no certificate`.
  public var description: String {
    switch self {
    case .unreadable(let text): "cannot be read: \(text)"
    case .tooLarge: "too large for certificates and keys"
    case .noCertificate: "there is no certificate (PEM) in it"
    case .noKey: "there is no private key (PEM) in it"
    case .malformedCertificate(let number): "certificate \(number) is damaged"
    case .malformedKey: "the private key is damaged"
    case .protectedKey: "the private key is protected by a password"
    case .keyOfAnother: "the private key does not belong to the certificate"
    case .weak(let text): "too weak: \(text)"
    case .nothingGiven: "there are no certificates"
    case .unusableApplicationProtocol: "the name of an application protocol has no usable length"
    case .other(let text): text
    }
  }
}
