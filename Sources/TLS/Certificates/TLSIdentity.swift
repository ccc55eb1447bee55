internal import COpenSSL

/// What one end proves who it is with: a certificate, those that lead from it to a root, and its
/// private key.
///
/// It is a reference to what was read: later changes of the files do not change it.
public struct TLSIdentity: Sendable {
  /// The certificate itself.
  public let certificate: TLSCertificate

  let leaf: X509Certificate
  let intermediates: [X509Certificate]
  let key: PrivateKey
  /// For errors.
  let certificateFile: String?

  /// Reads a certificate and its key from files of text (PEM).
  ///
  /// It blocks while the disk is read.
  ///
  /// - Parameters:
  ///   - certificateFile: the certificate, and after it those that lead to a root.
  ///   - keyFile: the private key, without a password. It may be the same file.
  /// - Throws: with the file's name: what cannot be read or is damaged, and a key that belongs to
  ///   another certificate.
  public init(certificateFile: String, keyFile: String) throws(TLSConfigurationError) {
    let certificates = try PEMSource(file: certificateFile)
    try self.init(certificates, key: PEMSource(file: keyFile))
  }

  /// Takes a certificate and its key from text (PEM).
  ///
  /// - Parameters:
  ///   - certificatePEM: the certificate, and after it those that lead to a root.
  ///   - keyPEM: the private key, without a password. It may be the same text.
  /// - Throws: as for files.
  public init(certificatePEM: [UInt8], keyPEM: [UInt8]) throws(TLSConfigurationError) {
    try self.init(PEMSource(certificatePEM), key: PEMSource(keyPEM))
  }

  private init(_ source: PEMSource, key keySource: PEMSource) throws(TLSConfigurationError) {
    let certificates = try source.certificates()
    guard let leaf = certificates.first, let value = leaf.value else {
      throw source.error(.malformedCertificate(number: 1))
    }
    key = try keySource.key()
    OpenSSLErrors.clear()
    // SAFETY: both belong to objects that are kept here.
    guard unsafe X509_check_private_key(leaf.pointer, key.pointer) == 1 else {
      OpenSSLErrors.clear()
      throw keySource.error(.keyOfAnother)
    }
    self.leaf = leaf
    certificate = value
    certificateFile = source.file
    intermediates = Array(certificates.dropFirst())
  }

  /// Lets a connection show this identity: SSL_use_cert_and_key(3).
  ///
  /// - Returns: whether it may: not where its key is too short.
  func use(in ssl: OpaquePointer?) -> Bool {
    // SAFETY: the connection takes shares of its own; the stack is freed here.
    let chain = unsafe copenssl_sk_X509_new_null()
    defer { unsafe copenssl_sk_X509_pop_free(chain) }
    for intermediate in intermediates {
      unsafe X509_up_ref(intermediate.pointer)
      unsafe copenssl_sk_X509_push(chain, intermediate.pointer)
    }
    return unsafe SSL_use_cert_and_key(ssl, leaf.pointer, key.pointer, chain, 1) == 1
  }
}

extension TLSIdentity: CustomStringConvertible {
  /// The certificate's; nothing of the key.
  public var description: String { certificate.description }
}
