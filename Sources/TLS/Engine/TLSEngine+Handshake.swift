internal import COpenSSL

extension TLSEngine {
  /// Goes on with the handshake as far as what was fed allows: SSL_do_handshake(3).
  ///
  /// Output is to be sent after each step, also after one that throws: the alert.
  ///
  /// - Returns: `.done`, or `.needsInput`.
  /// - Throws: `.certificate`, `.handshake`, `.refused`.
  mutating func handshake() throws(TLSError) -> Step {
    OpenSSLErrors.clear()
    // SAFETY: the connection is this value's.
    let result = unsafe SSL_do_handshake(ssl)
    guard result == 1 else {
      let step = try step(afterFailureOf: result)
      guard step == .needsInput else {
        fail(.handshake(.ended))
        throw .handshake(.ended)
      }
      try limitHandshake()
      return step
    }
    try checkVerification()
    isHandshakeDone = true
    return .done
  }

  /// Gives the client no tickets: SSL_set_num_tickets(3); before the handshake.
  ///
  /// Of TLS 1.2, where the ticket is within the handshake, they stay.
  func withholdTickets() {
    // SAFETY: the connection is this value's.
    unsafe _ = SSL_set_num_tickets(ssl, 0)
  }

  /// Resumes no session: SSL_set_session_id_context(3), with a context that no session can have;
  /// before the handshake.
  ///
  /// - Throws: `.handshake` where the system has no randomness.
  func refuseSessions() throws(TLSError) {
    guard let tag = ResumptionTag.new() else {
      throw TLSError(OpenSSLErrors(), certificateFault: nil)
    }
    // SAFETY: the connection is this value's, and copies the name.
    unsafe _ = SSL_set_session_id_context(ssl, tag.bytes, UInt32(tag.bytes.count))
  }

  /// Notes that no more records will come.
  ///
  /// - Returns: what reading comes to.
  mutating func endInput() {
    guard readEnd == nil else { return }
    readEnd = .failure(isHandshakeDone ? .truncated : .handshake(.ended))
  }

  /// Ends a handshake in which a peer sends more than there is to say.
  private mutating func limitHandshake() throws(TLSError) {
    // SAFETY: OpenSSL looks at the channel during calls only.
    guard unsafe channel.pointee.readBytes > TLSLimits.handshakeBytesMax else { return }
    let error = TLSError.handshake(.tooLong(limitBytes: TLSLimits.handshakeBytesMax))
    fail(error)
    throw error
  }

  /// A session that is resumed brings its certificate along, which is not verified again: what was
  /// found out when it began must be as good as what is asked for now.
  private mutating func checkVerification() throws(TLSError) {
    guard let fault = isServer ? faultOfClient : faultOfServer else { return }
    fail(.certificate(fault))
    throw .certificate(fault)
  }

  private var faultOfServer: TLSCertificateFault? {
    let pins = notes.verification.pins
    guard notes.verification.kind != .nothing else { return nil }
    guard isVerified else { return .notVerified }
    // SAFETY: the connection is this value's; the certificate is borrowed from it.
    guard !pins.isEmpty, let pin = unsafe TLSKeyPin(of: SSL_get0_peer_certificate(ssl)) else {
      return pins.isEmpty ? nil : .missing
    }
    return pins.contains(pin) ? nil : .notVerified
  }

  private var faultOfClient: TLSCertificateFault? {
    // SAFETY: the connection is this value's; the certificate is borrowed from it.
    let mode = unsafe SSL_get_verify_mode(ssl)
    guard mode & SSL_VERIFY_PEER != 0 else { return nil }
    guard unsafe SSL_get0_peer_certificate(ssl) != nil else {
      return mode & SSL_VERIFY_FAIL_IF_NO_PEER_CERT != 0 ? .missing : nil
    }
    return isVerified ? nil : .notVerified
  }

  private var isVerified: Bool {
    // SAFETY: the connection is this value's.
    unsafe SSL_get_verify_result(ssl) == Int(X509_V_OK)
  }
}
