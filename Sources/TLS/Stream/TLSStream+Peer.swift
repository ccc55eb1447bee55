internal import COpenSSL
internal import Synchronization

extension TLSStream {
  /// The peer's certificates, its own first, then those that lead to a root: the chain that was
  /// verified.
  ///
  /// Empty where it has shown none.
  ///
  /// A session that was resumed has the peer's own alone: SSL_get0_verified_chain(3),
  /// SSL_get0_peer_certificate(3).
  public var peerCertificates: [TLSCertificate] {
    state.withLock { state in state.engine.peerCertificates }
  }

  /// What a client can resume this session with, as the server has given it last; nil for none.
  ///
  /// With TLS 1.3 it comes after the handshake: mostly with the first bytes that are read.
  public var session: TLSSession? {
    state.withLock { state in state.engine.session }
  }

  /// Whether a server's connection resumes the session of another, or one that came of it: the
  /// client that has both is the same, or has been given the session's secrets.
  ///
  /// Of clients' connections, and of two that did not resume, it is false.
  public func resumes<Other>(_ other: TLSStream<Other>) -> Bool {
    guard negotiated.isResumed, let tag = resumptionTag else { return false }
    return tag == other.resumptionTag
  }

  /// The tag of a server's session.
  var resumptionTag: ResumptionTag? {
    state.withLock { state in state.engine.resumptionTag }
  }
}

extension TLSEngine {
  var peerCertificates: [TLSCertificate] {
    // SAFETY: the connection is this value's, and what it lends is copied.
    if let chain = unsafe SSL_get0_verified_chain(ssl) {
      return unsafe (0..<copenssl_sk_X509_num(chain)).compactMap { index in
        unsafe TLSCertificate(copenssl_sk_X509_value(chain, index))
      }
    }
    return unsafe [TLSCertificate(SSL_get0_peer_certificate(ssl))].compactMap(\.self)
  }

  var session: TLSSession? {
    guard let name = notes.serverName else { return nil }
    // SAFETY: the notes own their session, and the connection its own: the one that it has resumed,
    // which is good for another time where the server has given no new one.
    if let session = unsafe notes.session { return unsafe TLSSession(serverName: name, session) }
    guard unsafe SSL_session_reused(ssl) == 1 else { return nil }
    return unsafe TLSSession(serverName: name, SSL_get_session(ssl))
  }

  var resumptionTag: ResumptionTag? {
    // SAFETY: the session belongs to the connection, which is this value's.
    unsafe SSL_is_server(ssl) == 1 ? ResumptionTag(of: SSL_get_session(ssl)) : nil
  }
}
