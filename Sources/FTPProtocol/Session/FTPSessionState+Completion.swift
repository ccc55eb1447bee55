extension FTPSessionState {
  /// Takes note of what became of a command that was to be done.
  ///
  /// - Parameters:
  ///   - command: what `admit` has handed back.
  ///   - code: that of the reply. One that says that another follows changes nothing.
  package mutating func complete(_ command: FTPCommand, with code: FTPReplyCode) {
    guard code.isFinal else { return }
    switch command {
    case .user(let name): completeUser(name, code)
    case .pass: completePassword(code)
    case .auth where code == 234: beginEncryption()
    case .rein where code.isSuccess: beginAnew()
    case .rnfr(let path) where code == 350: renameSource = path
    case .rnto: renameSource = nil
    case _ where command.isTransfer: restartOffset = 0
    default: break
    }
  }

  private mutating func completeUser(_ name: [UInt8], _ code: FTPReplyCode) {
    if code == 331 {
      stage = .named
      userName = name
    } else if code.isSuccess {
      userName = name
      succeedLogin()
    }
  }

  /// A name has one attempt: USER comes again before another.
  private mutating func completePassword(_ code: FTPReplyCode) {
    if code.isSuccess {
      succeedLogin()
    } else if code == 530 {
      endLogin()
      failedLogins += 1
    }
  }

  private mutating func succeedLogin() {
    stage = .loggedIn
    failedLogins = 0
    linesBeforeLogin = 0
    refusalsBeforeLogin = 0
  }

  /// What was said in the clear counts for nothing any more (RFC 2228 §3).
  private mutating func beginEncryption() {
    endLogin()
    isEncrypted = true
    hasProtectionBuffer = false
    encryptsData = false
  }

  /// All is as after the connection was accepted (RFC 959 §4.1.1, RFC 4217 §13), but for what
  /// counts attempts.
  private mutating func beginAnew() {
    var fresh = FTPSessionState(policy: policy)
    fresh.failedLogins = failedLogins
    fresh.linesBeforeLogin = linesBeforeLogin
    fresh.refusalsBeforeLogin = refusalsBeforeLogin
    self = fresh
  }
}
