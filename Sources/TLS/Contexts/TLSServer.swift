internal import COpenSSL

/// How a server's connections are accepted.
public struct TLSServerConfiguration: Sendable {
  /// What the server proves who it is with.
  ///
  /// A client gets those with the name that it calls the
  /// server by, else the first.
  public var identities: [TLSIdentity]

  /// Whether clients prove who they are.
  public var clientAuthentication = TLSClientAuthentication.none

  /// The protocols that the application speaks, the best first (ALPN, RFC 7301).
  ///
  /// A client that
  /// offers others only is refused; one that offers none is not. None says nothing of it.
  public var applicationProtocols: [String] = []

  /// The highest version of TLS that is allowed; 1.2 is the lowest in any case.
  public var versionMax = TLSVersion.tls13

  /// How long a client may resume a session: 2 hours; less than a second is none.
  public var sessionLifetime = Duration.seconds(7200)

  /// Where sessions are kept that another process may have to know; nil leaves them to the clients
  /// (tickets).
  public var sessionStore: (any TLSSessionStore)?

  /// What is right for most servers.
  ///
  /// - Parameter identities: at least one.
  public init(identities: [TLSIdentity]) {
    self.identities = identities
  }
}

/// Accepts encrypted connections: one object for many, from any task.
///
///     let identity = try TLSIdentity(
///       certificateFile: "tls/certificate.pem",
///       keyFile: "tls/key.pem"
///     )
///     let server = try TLSServer(TLSServerConfiguration(identities: [identity]))
///     let stream = try await server.accept(over: connection)
public final class TLSServer: Sendable {
  let context: TLSContext
  let identities = IdentityTable()
  let ticketKeys: TicketKeys

  /// A server with its configuration, of which only the identities can change later.
  ///
  /// - Throws: what cannot be used of it, in one line.
  public convenience init(_ configuration: TLSServerConfiguration) throws(TLSConfigurationError) {
    try self.init(configuration, TicketKeys())
  }

  init(
    _ configuration: TLSServerConfiguration,
    _ ticketKeys: TicketKeys
  ) throws(TLSConfigurationError) {
    self.ticketKeys = ticketKeys
    context = unsafe try TLSContext(TLS_server_method())
    let pointer = unsafe context.pointer
    // SAFETY: the context is nobody else's yet.
    unsafe IdentityTable.install(in: pointer)
    try context.limitVersion(to: configuration.versionMax)
    try context.ask(configuration.clientAuthentication)
    try context.choose(from: configuration.applicationProtocols)
    try context.keepSessions(
      configuration.sessionLifetime,
      configuration.sessionStore,
      configuration.clientAuthentication
    )
    unsafe ticketKeys.install(in: pointer)
    try replaceIdentities(configuration.identities)
  }

  /// Shows other certificates from the next handshake on; connections that are open go on.
  ///
  /// - Parameter identities: at least one; the first is for names that none of them has.
  /// - Throws: `.nothingGiven`; `.weak`. The old ones stay then.
  public func replaceIdentities(_ identities: [TLSIdentity]) throws(TLSConfigurationError) {
    guard !identities.isEmpty else { throw TLSConfigurationError(.nothingGiven) }
    for identity in identities { try context.check(identity) }
    self.identities.replace(identities)
  }
}
