public import TLS

/// What a client tells of a session, to be logged.
public enum FTPClientEvent: Sendable {
  /// A line was sent: the command, with its argument unless that is a secret.
  case sent(String)
  /// A reply has come.
  case received(FTPServerReply)
  /// A connection is encrypted from now on: a data connection, or the control connection.
  case encrypted(TLSNegotiated, isData: Bool)
}
