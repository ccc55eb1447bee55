/// What a session's commands so far mean for the next: who is logged in, how transfers are made,
/// what RNFR and REST have prepared.
///
/// It is a value, and does nothing else than to decide. Each line goes to `admit`; what that hands
/// back to be done goes to `complete`, with the code of each reply to it.
package struct FTPSessionState: Hashable, Sendable {
  /// What the server's settings demand.
  package let policy: FTPSessionPolicy

  /// How far the login has come.
  package internal(set) var stage = FTPLoginStage.greeted
  /// Who named itself; nil before USER.
  package internal(set) var userName: [UInt8]?
  /// How many logins have failed in a row.
  package internal(set) var failedLogins = 0

  /// Whether the control connection is encrypted.
  package internal(set) var isEncrypted: Bool
  /// Whether PBSZ has come.
  package internal(set) var hasProtectionBuffer: Bool
  /// Whether data connections are encrypted.
  package internal(set) var encryptsData: Bool

  /// How bytes of transfers stand for those of files.
  package internal(set) var type = FTPTransferType.ascii
  /// Where the next RETR or STOR begins.
  package internal(set) var restartOffset: Int64 = 0
  /// What RNTO, if it comes next, renames; nil where RNFR was not the command before.
  package internal(set) var renameSource: [UInt8]?
  /// Whether EPSV is the one way to make data connections.
  package internal(set) var isExtendedPassiveOnly = false
  /// Which facts MLST and MLSD tell.
  package internal(set) var facts = FTPFactSelection.initial

  /// How many lines have come since there was last a login.
  var linesBeforeLogin = 0
  /// How many of them were refused.
  var refusalsBeforeLogin = 0

  /// The state in which a session begins.
  ///
  /// - Parameter policy: what the server's settings demand. With implicit TLS the session begins as
  ///   if AUTH, PBSZ and PROT P had come.
  package init(policy: FTPSessionPolicy = FTPSessionPolicy()) {
    self.policy = policy
    let isImplicit = policy.tls == .implicit
    isEncrypted = isImplicit
    hasProtectionBuffer = isImplicit
    encryptsData = isImplicit
  }

  /// Whether as many logins have failed as a connection may try: it is to be closed behind the
  /// reply to the last.
  package var hasFailedTooOften: Bool {
    failedLogins >= FTPLimits.failedLoginsMax
  }

  /// Whether a line is to be dealt with at once while a transfer runs, and does not wait for its
  /// end.
  ///
  /// Where REIN or USER has ended the login in the middle of it, that is every line: the client may
  /// not be reading the data meanwhile.
  ///
  /// - Parameter line: what parsing has made of it.
  /// - Returns: whether it does not wait.
  package func isUrgent(_ line: Result<FTPCommand, FTPCommandRefusal>) -> Bool {
    guard stage == .loggedIn, case .success(let command) = line else { return stage != .loggedIn }
    return command.isUrgent
  }

  /// Forgets the login and what it has prepared.
  mutating func endLogin() {
    stage = .greeted
    userName = nil
    restartOffset = 0
    renameSource = nil
  }
}
