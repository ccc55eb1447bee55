internal import COpenSSL

extension TLSError {
  /// The number of the first reason that stands for an alert of the peer (`SSL_AD_REASON_OFFSET`).
  private static let alertReasons: Range<Int32> = 1000..<1256

  /// What a failed call of OpenSSL means.
  ///
  /// - Parameters:
  ///   - errors: the queue of the call.
  ///   - certificateFault: what was found wrong with the peer's certificate, if it was looked at.
  init(_ errors: OpenSSLErrors, certificateFault: TLSCertificateFault?) {
    guard errors.isOfTLS else {
      self = .handshake(.other(errors.text))
      return
    }
    if TLSError.alertReasons.contains(errors.reason) {
      self = .refused(TLSAlert(rawValue: UInt8(truncatingIfNeeded: errors.reason - 1000)))
      return
    }
    switch errors.reason {
    case SSL_R_CERTIFICATE_VERIFY_FAILED:
      self = .certificate(certificateFault ?? .other(errors.text))
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
      self = .certificate(.missing)
    case SSL_R_EE_KEY_TOO_SMALL, SSL_R_CA_KEY_TOO_SMALL, SSL_R_CA_MD_TOO_WEAK,
      SSL_R_DH_KEY_TOO_SMALL:
      self = .certificate(.weak)
    default:
      self = .handshake(TLSHandshakeFault(errors))
    }
  }
}

extension TLSHandshakeFault {
  fileprivate init(_ errors: OpenSSLErrors) {
    switch errors.reason {
    case SSL_R_WRONG_VERSION_NUMBER, SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST,
      SSL_R_PACKET_LENGTH_TOO_LONG, SSL_R_UNKNOWN_PROTOCOL, SSL_R_BAD_RECORD_TYPE:
      self = .notTLS
    case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_NO_PROTOCOLS_AVAILABLE, SSL_R_VERSION_TOO_LOW,
      SSL_R_VERSION_TOO_HIGH, SSL_R_WRONG_SSL_VERSION:
      self = .noCommonVersion
    case SSL_R_NO_SHARED_CIPHER, SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM, SSL_R_NO_SUITABLE_KEY_SHARE,
      SSL_R_NO_SUITABLE_GROUPS, SSL_R_NO_SHARED_SIGNATURE_ALGORITHMS:
      self = .noCommonCipher
    case SSL_R_NO_APPLICATION_PROTOCOL:
      self = .noCommonApplicationProtocol
    case SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC, SSL_R_DECRYPTION_FAILED:
      self = .badRecord
    default:
      self = .other(errors.text)
    }
  }
}
