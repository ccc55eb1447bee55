internal import COpenSSL
internal import Synchronization

extension TLSContext {
  /// Asks clients for a certificate, or does not.
  func ask(_ authentication: TLSClientAuthentication) throws(TLSConfigurationError) {
    // SAFETY: the context is not shared yet.
    switch authentication {
    case .none:
      unsafe SSL_CTX_set_verify(pointer, SSL_VERIFY_NONE, nil)
    case .optional(let roots):
      unsafe SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER, nil)
      try unsafe roots.install(in: pointer)
      unsafe roots.announce(in: pointer)
    case .required(let roots):
      let mode = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
      unsafe SSL_CTX_set_verify(pointer, mode, nil)
      try unsafe roots.install(in: pointer)
      unsafe roots.announce(in: pointer)
    }
  }

  /// Chooses among protocols of the application; none says nothing of it.
  func choose(from protocols: [String]) throws(TLSConfigurationError) {
    guard !protocols.isEmpty else { return }
    let protocols = try ApplicationProtocols(protocols)
    applicationProtocols.withLock { $0 = protocols }
    // SAFETY: the context is not shared yet, and keeps the protocols.
    unsafe protocols.install(in: pointer)
  }

  /// Lets clients resume sessions: by tickets, and those that know none by what is remembered here;
  /// or by a store alone.
  func keepSessions(
    _ lifetime: Duration,
    _ store: (any TLSSessionStore)?,
    _ authentication: TLSClientAuthentication
  ) throws(TLSConfigurationError) {
    let name = authentication.sessionContext
    OpenSSLErrors.clear()
    // SAFETY: the context is not shared yet, and copies the name. Sessions bear it, so that OpenSSL
    // resumes none of a server that has the same store and asks clients for less.
    guard unsafe SSL_CTX_set_session_id_context(pointer, name, UInt32(name.count)) == 1 else {
      throw TLSConfigurationError(OpenSSLErrors())
    }
    unsafe copenssl_SSL_CTX_sess_set_cache_size(pointer, TLSLimits.sessionsMax)
    let seconds = Int(lifetime.components.seconds)
    guard seconds > 0 else {
      unsafe copenssl_SSL_CTX_set_session_cache_mode(pointer, Int(SSL_SESS_CACHE_OFF))
      unsafe copenssl_SSL_CTX_set_no_ticket(pointer)
      unsafe SSL_CTX_set_num_tickets(pointer, 0)
      return
    }
    unsafe SSL_CTX_set_timeout(pointer, seconds)
    if let store { keepSessions(in: store) }
  }
}
