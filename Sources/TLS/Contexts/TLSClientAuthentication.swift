internal import COpenSSL

/// Whether a server's clients prove who they are.
public enum TLSClientAuthentication: Sendable {
  /// They are not asked.
  case none
  /// They are asked; who has a certificate must have one that these roots have signed.
  case optional(TLSRoots)
  /// Without a certificate that these roots have signed there is no connection.
  case required(TLSRoots)
}

extension TLSClientAuthentication {
  /// What sessions bear, so that none is resumed where more is asked of clients, or other roots are
  /// trusted: SSL_CTX_set_session_id_context(3).
  ///
  /// 32 bytes, as many as it may have.
  var sessionContext: [UInt8] {
    var asked = Array("switchboard ".utf8)
    switch self {
    case .none: break
    case .optional(let roots): asked += Array("optional ".utf8) + roots.bytes
    case .required(let roots): asked += Array("required ".utf8) + roots.bytes
    }
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    // SAFETY: the digest has as many bytes.
    unsafe SHA256(asked, asked.count, &digest)
    return digest
  }
}

extension TLSRoots {
  /// Bytes that differ where the roots do.
  fileprivate var bytes: [UInt8] {
    [includesSystem ? 1 : 0] + certificates.flatMap { $0.value?.keyPin.sha256 ?? [] }
  }
}
