internal import COpenSSL

/// What a connection wants of OpenSSL's callbacks, and what they have found out.
///
/// The engine owns it, and the `SSL` has its address.
// SAFETY: it is used during calls of the engine that owns it alone, and those exclude each other;
// callbacks run within such calls.
@safe
final class HandshakeNotes: @unchecked Sendable {
  /// How the peer is verified.
  let verification: TLSVerification

  /// The name that the peer was called by, for errors.
  let serverName: String?

  /// The server's own certificates; nil for a client.
  let identities: IdentityTable?

  /// The keys of a server's tickets.
  let ticketKeys: TicketKeys?

  /// What was found wrong with the peer's certificate.
  var certificateFault: TLSCertificateFault?

  /// The session that the server has given last, for a client to resume: the client's share of it.
  var session: OpaquePointer?

  /// Those of a client.
  init(verification: TLSVerification, serverName: String) {
    self.verification = verification
    self.serverName = serverName
    identities = nil
    ticketKeys = nil
  }

  /// Those of a server.
  init(identities: IdentityTable, ticketKeys: TicketKeys) {
    verification = .full
    serverName = nil
    self.identities = identities
    self.ticketKeys = ticketKeys
  }

  deinit {
    // SAFETY: the share ends with this object; none is no call.
    unsafe SSL_SESSION_free(session)
  }

  /// Those of a connection in a callback.
  static func of(_ ssl: OpaquePointer?) -> HandshakeNotes? {
    // SAFETY: the engine has put the address there, and owns both the object and the connection.
    guard let address = unsafe copenssl_SSL_get_app_data(ssl) else { return nil }
    return unsafe Unmanaged<HandshakeNotes>.fromOpaque(address).takeUnretainedValue()
  }

  /// Takes a share of a session, and gives up that of an older one.
  func keep(_ session: OpaquePointer?) {
    // SAFETY: the caller hands over its share.
    unsafe SSL_SESSION_free(self.session)
    unsafe self.session = session
  }
}
