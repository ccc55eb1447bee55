internal import COpenSSL

/// Whom one end believes that a peer is who it says it is.
public struct TLSRoots: Sendable {
  let includesSystem: Bool
  let certificates: [X509Certificate]

  /// Those of the system: of `SSL_CERT_FILE` and `SSL_CERT_DIR`, or where OpenSSL was built to look
  /// (on Debian, the package `ca-certificates`).
  ///
  /// Those of a folder are read as a handshake needs them.
  public static let system = TLSRoots(includesSystem: true, certificates: [])

  /// These alone, from a file of text (PEM); each is trusted by itself, whoever has signed it.
  ///
  /// It
  /// blocks while the disk is read.
  ///
  /// - Throws: with the file's name, where it cannot be read, is damaged or has no certificate.
  public init(file: String) throws(TLSConfigurationError) {
    certificates = try PEMSource(file: file).certificates()
    includesSystem = false
  }

  /// These alone, from text (PEM), as for a file.
  ///
  /// - Throws: as for a file.
  public init(pem: [UInt8]) throws(TLSConfigurationError) {
    certificates = try PEMSource(pem).certificates()
    includesSystem = false
  }

  private init(includesSystem: Bool, certificates: [X509Certificate]) {
    self.includesSystem = includesSystem
    self.certificates = certificates
  }

  /// Those of both.
  public func and(_ other: TLSRoots) -> TLSRoots {
    TLSRoots(
      includesSystem: includesSystem || other.includesSystem,
      certificates: certificates + other.certificates
    )
  }

  /// Lets a context believe them: SSL_CTX_set_default_verify_paths(3), X509_STORE_add_cert(3).
  func install(in context: OpaquePointer) throws(TLSConfigurationError) {
    OpenSSLErrors.clear()
    // SAFETY: the store belongs to the context, and takes shares of its own.
    if includesSystem, unsafe SSL_CTX_set_default_verify_paths(context) != 1 {
      throw TLSConfigurationError(OpenSSLErrors())
    }
    let store = unsafe SSL_CTX_get_cert_store(context)
    for certificate in certificates {
      guard unsafe X509_STORE_add_cert(store, certificate.pointer) == 1 else {
        throw TLSConfigurationError(OpenSSLErrors())
      }
    }
    guard !certificates.isEmpty else { return }
    // What the program names is trusted, though it may be no root itself.
    unsafe X509_STORE_set_flags(store, UInt(X509_V_FLAG_PARTIAL_CHAIN))
  }

  /// Tells clients whom a server believes, so that they choose their certificate
  /// (SSL_CTX_add_client_CA(3)).
  func announce(in context: OpaquePointer) {
    for certificate in certificates {
      // SAFETY: the context copies the name.
      unsafe _ = SSL_CTX_add_client_CA(context, certificate.pointer)
    }
  }
}
