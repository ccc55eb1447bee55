internal import ByteStreams
internal import COpenSSL

extension TLSClient {
  /// Makes an encrypted stream of one to a server: the handshake.
  ///
  /// It takes as long as the server does: give it a deadline. Where it fails, or its task is
  /// cancelled, the stream below is closed.
  ///
  /// - Parameters:
  ///   - base: the stream below, which the encrypted one owns from now on.
  ///   - serverName: the host name (ASCII) or the IP address that the server was meant to be at.
  ///     Its certificate must be for it, and it chooses among several of its own by it (SNI, RFC
  ///     6066).
  ///   - session: what an earlier connection to the same server has given, to be resumed; the
  ///     server may not want to. One of another name is not offered.
  ///   - unreadBytes: what had been read from `base` and not taken before the server agreed to
  ///     begin TLS in mid-stream: there must be none. See `BufferedReader.intoBase`.
  /// - Returns: the stream, whose server is who it must be.
  /// - Throws: `.certificate` where it is not; `.handshake`, `.refused`; `.unexpectedBytes`;
  ///   `.transport` where the stream below has failed.
  public func connect<Base: ByteStream & Sendable>(
    over base: Base,
    serverName: String,
    session: TLSSession? = nil,
    unreadBytes: [UInt8] = []
  ) async throws(TLSError) -> TLSStream<Base> {
    let handshake = Handshake(base)
    return try await handshake.run(refusing: unreadBytes) { () throws(TLSError) in
      try makeEngine(serverName, session)
    }
  }

  func makeEngine(_ serverName: String, _ session: TLSSession?) throws(TLSError) -> TLSEngine {
    let name = try ServerName(serverName)
    let notes = HandshakeNotes(verification: verification, serverName: serverName)
    let engine = try TLSEngine(context, isServer: false, notes)
    // SAFETY: the connection is the engine's.
    guard unsafe name.expect(in: engine.ssl, isVerified: verification.kind == .chain) else {
      throw .handshake(.unusableServerName)
    }
    if let session, session.serverName == serverName { unsafe session.offer(in: engine.ssl) }
    return engine
  }
}

/// The name that a server is called by.
struct ServerName {
  private let text: String
  private let isAddress: Bool

  /// A host name, without a dot that may be its last, or an IP address.
  init(_ name: String) throws(TLSError) {
    let name = name.hasSuffix(".") ? String(name.dropLast()) : name
    let isUsable = name.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
    guard isUsable, (1...TLSLimits.serverNameBytesMax).contains(name.utf8.count) else {
      throw .handshake(.unusableServerName)
    }
    text = name
    // SAFETY: what is made of it is freed.
    let address = unsafe a2i_IPADDRESS(name)
    isAddress = unsafe address != nil
    unsafe ASN1_STRING_free(address)
    OpenSSLErrors.clear()
  }

  /// Lets a connection call the server by it (SSL_set_tlsext_host_name(3)), and verify it
  /// (SSL_set1_host(3), X509_VERIFY_PARAM_set1_ip_asc(3)); whether it can.
  func expect(in ssl: OpaquePointer, isVerified: Bool) -> Bool {
    OpenSSLErrors.clear()
    // SAFETY: the connection copies the name.
    if !isAddress, unsafe copenssl_SSL_set_tlsext_host_name(ssl, text) != 1 { return false }
    guard isVerified else { return true }
    // A name in the subject was never well defined (RFC 9525, section 2), nor was `a*.example`.
    let flags = X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS
    unsafe SSL_set_hostflags(ssl, UInt32(flags))
    return isAddress
      ? unsafe X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), text) == 1
      : unsafe SSL_set1_host(ssl, text) == 1
  }
}
