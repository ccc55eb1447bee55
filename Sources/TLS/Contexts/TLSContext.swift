internal import COpenSSL
internal import Synchronization

/// What connections of one kind have in common: an `SSL_CTX` of OpenSSL.
// SAFETY: it is set up before it is shared; after that OpenSSL itself guards what changes.
@safe
package final class TLSContext: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Where a server's sessions are kept; nil is with the clients.
  let sessionStore = Mutex<(any TLSSessionStore)?>(nil)

  /// The protocols that a server's application speaks, which a callback chooses from.
  let applicationProtocols = Mutex<ApplicationProtocols?>(nil)

  /// A context with nothing allowed that is old: TLS 1.2 and 1.3, no renegotiation, no compression,
  /// no early data, and what the system's configuration allows of ciphers.
  ///
  /// - Throws: `TLSConfigurationError` where there is no memory.
  init(_ method: OpaquePointer?) throws(TLSConfigurationError) {
    OpenSSLErrors.clear()
    // SAFETY: the method is one of OpenSSL's constants.
    guard let pointer = unsafe SSL_CTX_new(method) else {
      throw TLSConfigurationError(OpenSSLErrors())
    }
    unsafe self.pointer = pointer
    guard unsafe copenssl_SSL_CTX_restrict(pointer) == 1 else {
      throw TLSConfigurationError(OpenSSLErrors())
    }
    unsafe SSL_CTX_set_max_early_data(pointer, 0)
    unsafe copenssl_SSL_CTX_set_max_cert_list(pointer, TLSLimits.certificateBytesMax)
    if unsafe SSL_CTX_get_security_level(pointer) < TLSContext.securityLevelMin {
      unsafe SSL_CTX_set_security_level(pointer, TLSContext.securityLevelMin)
    }
    unsafe CertificateVerifier.install(in: pointer)
  }

  deinit {
    // SAFETY: connections have shares of their own.
    unsafe SSL_CTX_free(pointer)
  }

  /// The lowest level of security, unless the system's configuration has a higher one: keys of RSA
  /// have 2048 bits at least, those of elliptic curves 224, and nothing is signed with SHA-1
  /// (SSL_CTX_set_security_level(3)).
  static let securityLevelMin: Int32 = 2
}
