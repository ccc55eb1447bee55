internal import COpenSSL

/// Looks at a peer's certificate in the handshake: what SSL_CTX_set_cert_verify_callback(3) calls.
enum CertificateVerifier {
  /// Names in an error at most.
  private static let namesMax = 10

  /// Lets a context verify by the notes of each connection.
  static func install(in context: OpaquePointer) {
    // SAFETY: OpenSSL calls the function with a store context of a connection in its handshake.
    unsafe SSL_CTX_set_cert_verify_callback(
      context,
      { store, _ in unsafe CertificateVerifier.verify(store) ? 1 : 0 },
      nil
    )
  }

  private static func verify(_ store: OpaquePointer?) -> Bool {
    let index = SSL_get_ex_data_X509_STORE_CTX_idx()
    // SAFETY: OpenSSL has put the connection at this index.
    let ssl = unsafe OpaquePointer(X509_STORE_CTX_get_ex_data(store, index))
    guard let notes = unsafe HandshakeNotes.of(ssl) else { return false }
    switch notes.verification.kind {
    case .chain:
      guard unsafe X509_verify_cert(store) == 1 else {
        notes.certificateFault = unsafe fault(of: store, notes.serverName)
        return false
      }
      return unsafe notes.verification.pins.isEmpty || hasPinnedKey(store, notes)
    case .pinsOnly:
      return unsafe hasPinnedKey(store, notes)
    case .nothing:
      // So that a session that begins so is known for what it is when it is resumed.
      unsafe X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION)
      return true
    }
  }

  private static func hasPinnedKey(_ store: OpaquePointer?, _ notes: HandshakeNotes) -> Bool {
    // SAFETY: the store context owns the certificate.
    guard let pin = unsafe TLSKeyPin(of: X509_STORE_CTX_get0_cert(store)),
      notes.verification.pins.contains(pin)
    else {
      notes.certificateFault = unsafe TLSKeyPin(of: X509_STORE_CTX_get0_cert(store))
        .map { .notPinned($0) }
      unsafe X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION)
      return false
    }
    unsafe X509_STORE_CTX_set_error(store, X509_V_OK)
    return true
  }

  /// What X509_verify_cert(3) has found.
  private static func fault(
    of store: OpaquePointer?,
    _ serverName: String?
  ) -> TLSCertificateFault {
    // SAFETY: the store context owns the certificate, which may be missing.
    let code = unsafe X509_STORE_CTX_get_error(store)
    let certificate = unsafe TLSCertificate(X509_STORE_CTX_get_current_cert(store))
    switch code {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return .expired(on: CalendarDay(seconds: certificate?.notAfter ?? 0).description)
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return .notYetValid(until: CalendarDay(seconds: certificate?.notBefore ?? 0).description)
    case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
      let leaf = unsafe TLSCertificate(X509_STORE_CTX_get0_cert(store))
      let names = (leaf?.names ?? []).prefix(namesMax)
      return .wrongName(expected: serverName ?? "", names: Array(names))
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
      X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
      X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
      return .unknownIssuer(issuer: certificate?.issuer ?? "unknown")
    case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL, X509_V_ERR_CA_MD_TOO_WEAK:
      return .weak
    case X509_V_ERR_CERT_REVOKED:
      return .revoked
    case X509_V_ERR_INVALID_PURPOSE, X509_V_ERR_INVALID_CA:
      return .wrongPurpose
    default:
      return .other(unsafe String(copying: X509_verify_cert_error_string(Int(code))) ?? "\(code)")
    }
  }
}
