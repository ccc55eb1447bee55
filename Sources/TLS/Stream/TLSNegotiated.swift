internal import COpenSSL

/// What both ends of a connection have agreed on in the handshake.
public struct TLSNegotiated: Hashable, Sendable {
  /// The version of TLS.
  public let version: TLSVersion

  /// The cipher by its name in the standard: `TLS_AES_256_GCM_SHA384`.
  public let cipher: String

  /// The protocol of the application (ALPN); nil where none was agreed on.
  public let applicationProtocol: String?

  /// The host name that the client has called the server by (SNI); nil for none, or an address.
  public let serverName: String?

  /// Whether an earlier session was resumed, so that no certificates were shown.
  public let isResumed: Bool
}

extension TLSNegotiated {
  init(_ engine: borrowing TLSEngine) {
    // SAFETY: the connection is the engine's, and all that it lends is copied.
    let ssl = unsafe engine.ssl
    version = unsafe SSL_version(ssl) == TLS1_3_VERSION ? .tls13 : .tls12
    cipher = unsafe String(copying: SSL_CIPHER_standard_name(SSL_get_current_cipher(ssl))) ?? ""
    var start: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    unsafe SSL_get0_alpn_selected(ssl, &start, &count)
    applicationProtocol =
      count == 0
      ? nil
      : unsafe String(decoding: UnsafeBufferPointer(start: start, count: Int(count)), as: UTF8.self)
    serverName = unsafe String(copying: SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name))
    isResumed = unsafe SSL_session_reused(ssl) == 1
  }
}
