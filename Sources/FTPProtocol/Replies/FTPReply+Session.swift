// Replies about the session: login, protection, its end.
extension FTPReply {
  /// 220: the session begins, also anew.
  ///
  /// - Parameter banner: what is said; it should name no version.
  /// - Returns: the reply.
  package static func ready(_ banner: String = "Service ready") -> Self {
    Self(220, banner)
  }

  /// 220: the host is one of ours (RFC 7151).
  package static let hostAccepted = Self(220, "Host accepted")
  /// 221.
  package static let goodbye = Self(221, "Goodbye")
  /// 230.
  package static let loggedIn = Self(230, "Logged in")
  /// 234: all that follows is TLS (RFC 4217 §4).
  package static let beginTLS = Self(234, "Begin TLS negotiation")
  /// 331, for every name.
  package static let passwordNeeded = Self(331, "Password required")
  /// 530: whatever the cause was.
  package static let loginFailed = Self(530, "Login incorrect")
  /// 530.
  package static let notLoggedIn = Self(530, "Please log in with USER and PASS")
  /// 530: by the server's settings there is no login in the clear.
  package static let loginNeedsTLS = Self(530, "TLS required, use AUTH TLS first")
  /// 503.
  package static let userFirst = Self(503, "Send USER first")
  /// 503.
  package static let alreadyLoggedIn = Self(503, "Already logged in")
  /// 504.
  package static let unknownHost = Self(504, "Unknown host")

  /// 421: nothing came for too long.
  package static let idleTooLong = Self(421, "Idle for too long, closing connection")
  /// 421: there was no login in the time for it.
  package static let loginTooSlow = Self(421, "No login in time, closing connection")
  /// 421.
  package static let shuttingDown = Self(421, "Service is ending, closing connection")
  /// 421: of all, of the address or of the account.
  package static let tooManySessions = Self(421, "Too many sessions, closing connection")
  /// 421.
  package static let tooManyFailedLogins = Self(421, "Too many failed logins")
  /// 421: an administrator, or the removal of the account.
  package static let endedByAdministrator = Self(421, "Session ended by the administrator")

  /// 200: what PBSZ says, for any size (RFC 4217 §8).
  package static let protectionBuffer = Self(200, "PBSZ=0")
  /// 200.
  package static let protectionClear = Self(200, "Data connections are in the clear")
  /// 200.
  package static let protectionPrivate = Self(200, "Data connections are encrypted")
  /// 431: there is no certificate.
  package static let noCertificate = Self(431, "TLS is not available now")
  /// 503.
  package static let alreadyTLS = Self(503, "TLS is active already")
  /// 503.
  package static let needsTLS = Self(503, "Use AUTH TLS first")
  /// 503.
  package static let needsProtectionBuffer = Self(503, "Send PBSZ first")
  /// 504: of AUTH.
  package static let unknownMechanism = Self(504, "Unknown security mechanism, use AUTH TLS")
  /// 533: to CCC.
  package static let clearControlRefused = Self(533, "Control connection stays encrypted")
  /// 534.
  package static let tlsNotConfigured = Self(534, "TLS is not configured")
  /// 534.
  package static let clearDataRefused = Self(534, "Data connections must be encrypted, use PROT P")
  /// 536: a level that TLS has not.
  package static let protectionNotSupported = Self(536, "Protection level not supported by TLS")
}
