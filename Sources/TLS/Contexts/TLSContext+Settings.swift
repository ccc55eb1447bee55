internal import COpenSSL

extension TLSContext {
  /// Allows no later version: SSL_CTX_set_max_proto_version(3).
  func limitVersion(to version: TLSVersion) throws(TLSConfigurationError) {
    OpenSSLErrors.clear()
    // SAFETY: the context is not shared yet.
    guard unsafe copenssl_SSL_CTX_set_max_proto_version(pointer, version.number) == 1 else {
      throw TLSConfigurationError(OpenSSLErrors())
    }
  }

  /// Offers protocols of the application to servers: SSL_CTX_set_alpn_protos(3).
  func offer(_ protocols: [String]) throws(TLSConfigurationError) {
    guard !protocols.isEmpty else { return }
    let names = try TLSContext.encoded(protocols)
    OpenSSLErrors.clear()
    // SAFETY: the context is not shared yet, and copies the bytes. 0 is success here.
    guard unsafe SSL_CTX_set_alpn_protos(pointer, names, UInt32(names.count)) == 0 else {
      throw TLSConfigurationError(OpenSSLErrors())
    }
  }

  /// Shows an identity in every handshake.
  ///
  /// - Throws: where its key is too short for the level of security.
  func show(_ identity: TLSIdentity) throws(TLSConfigurationError) {
    try check(identity)
    // SAFETY: the context is not shared yet, and takes shares of its own.
    unsafe SSL_CTX_use_cert_and_key(
      pointer,
      identity.leaf.pointer,
      identity.key.pointer,
      nil,
      1
    )
    for intermediate in identity.intermediates {
      unsafe X509_up_ref(intermediate.pointer)
      unsafe _ = copenssl_SSL_CTX_add_chain_certificate(pointer, intermediate.pointer)
    }
  }

  /// Looks whether an identity may be shown, by a connection that is dropped again.
  ///
  /// - Throws: where its key is too short for the level of security.
  func check(_ identity: TLSIdentity) throws(TLSConfigurationError) {
    OpenSSLErrors.clear()
    // SAFETY: the connection is freed here.
    let ssl = unsafe SSL_new(pointer)
    defer { unsafe SSL_free(ssl) }
    guard unsafe ssl != nil && identity.use(in: ssl) else {
      var error = TLSConfigurationError(OpenSSLErrors())
      error.file = identity.certificateFile
      throw error
    }
  }

  /// The names behind one another, each after its length (RFC 7301, section 3.1).
  static func encoded(_ protocols: [String]) throws(TLSConfigurationError) -> [UInt8] {
    var bytes: [UInt8] = []
    for name in protocols {
      let name = Array(name.utf8)
      guard !name.isEmpty, name.count <= TLSLimits.applicationProtocolBytesMax else {
        throw TLSConfigurationError(.unusableApplicationProtocol)
      }
      bytes.append(UInt8(name.count))
      bytes += name
    }
    return bytes
  }
}
