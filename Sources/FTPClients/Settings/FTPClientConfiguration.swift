public import TLS

/// How a client behaves.
public struct FTPClientConfiguration: Sendable {
  /// Whether the control connection is encrypted, and how it begins to be; not, by default.
  public var security = FTPSecurity.none
  /// What makes encrypted connections; nil is a `TLSClient` of its own with everything verified.
  ///
  /// One for many sessions to the same server saves reading the roots again.
  public var tls: TLSClient?
  /// The name that the server's certificate must be for; nil is the host that was asked for.
  public var serverName: String?
  /// Whether data connections of an encrypted session are encrypted too (PROT P): so by default.
  public var protectsData = true
  /// Whether an encrypted download that ends without `close_notify` counts as whole.
  ///
  /// Nobody knows then whether it is, but by the server's reply.
  public var toleratesMissingCloseNotify = false
  /// Who makes the data connections: the client, by default.
  public var dataMode = FTPDataMode.passive
  /// Whether EPSV comes before PASV: so by default.
  ///
  /// Where it is refused, PASV is taken from then on. IPv6 has nothing else.
  public var usesExtendedPassive = true
  /// Whether the address in a reply to PASV is connected to, and not that of the control
  /// connection's other end.
  ///
  /// It may be wrong behind NAT, and a hostile server has the client connect to any other host by
  /// it.
  public var trustsPassiveAddress = false
  /// What becomes of names in listings that lead out of the directory.
  public var unsafeNames = FTPUnsafeNames.dropped
  /// How long the client waits, and how much it takes.
  public var limits = FTPClientLimits()
  /// Is told of each line that is sent and of each reply, for a log; nil is nobody.
  ///
  /// Passwords are left out. It must be quick.
  public var report: (@Sendable (FTPClientEvent) -> Void)?

  /// Whether encrypted data connections offer the session of the control connection to be resumed.
  ///
  /// Without, a server that requires it refuses: that is how a check learns of it.
  package var resumesDataSessions = true

  /// The defaults.
  public init() {}
}
