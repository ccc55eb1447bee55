internal import COpenSSL

/// How a client's connections are made.
public struct TLSClientConfiguration: Sendable {
  /// How the server's certificate is looked at: fully, unless you say otherwise.
  public var verification = TLSVerification.full

  /// Who may have signed it: those whom the system trusts.
  public var roots = TLSRoots.system

  /// What the client proves who it is with, where a server asks; nil is nothing.
  public var identity: TLSIdentity?

  /// The protocols that the application speaks, the best first (ALPN, RFC 7301): `["h2"]`.
  ///
  /// None says nothing of it.
  public var applicationProtocols: [String] = []

  /// The highest version of TLS that is offered; 1.2 is the lowest in any case.
  public var versionMax = TLSVersion.tls13

  /// What is right for most: everything is verified.
  public init() {}
}

/// Makes encrypted connections to servers: one object for many, from any task.
///
///     let client = try TLSClient()
///     let stream = try await client.connect(over: connection, serverName: "example.com")
///     try await stream.write("hello")
public final class TLSClient: Sendable {
  let context: TLSContext
  let verification: TLSVerification

  /// A client with its configuration, which is not read again.
  ///
  /// - Throws: what cannot be used of it, in one line.
  public init(
    _ configuration: TLSClientConfiguration = TLSClientConfiguration()
  ) throws(TLSConfigurationError) {
    verification = configuration.verification
    context = unsafe try TLSContext(TLS_client_method())
    let pointer = unsafe context.pointer
    // SAFETY: the context is nobody else's yet.
    let mode = verification.kind == .nothing ? SSL_VERIFY_NONE : SSL_VERIFY_PEER
    unsafe SSL_CTX_set_verify(pointer, mode, nil)
    if verification.kind == .chain { try unsafe configuration.roots.install(in: pointer) }
    try context.limitVersion(to: configuration.versionMax)
    try context.offer(configuration.applicationProtocols)
    if let identity = configuration.identity { try context.show(identity) }
    unsafe keepSessions(in: pointer)
  }

  /// Lets connections keep the sessions that servers give them: SSL_CTX_sess_set_new_cb(3).
  private func keepSessions(in pointer: OpaquePointer) {
    let mode = SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL
    // SAFETY: OpenSSL calls the function with a connection in a call of its engine, and a share of
    // the session, which is taken where the answer is 1.
    unsafe copenssl_SSL_CTX_set_session_cache_mode(pointer, Int(mode))
    unsafe SSL_CTX_sess_set_new_cb(pointer) { ssl, session in
      guard let notes = unsafe HandshakeNotes.of(ssl) else { return 0 }
      unsafe notes.keep(session)
      return 1
    }
  }
}
