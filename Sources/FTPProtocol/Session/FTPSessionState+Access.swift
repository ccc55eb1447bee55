extension FTPSessionState {
  /// Decides about login and encryption.
  mutating func admitAccess(_ command: FTPCommand) -> FTPAdmission {
    switch command {
    case .user:
      endLogin()
      return policy.loginNeedsTLS && !isEncrypted ? .reply(.loginNeedsTLS) : .perform(command)
    case .pass: return admitPassword(command)
    case .host(let host): return admit(host)
    case .auth:
      guard policy.tls != .none else { return .reply(.tlsNotConfigured) }
      return isEncrypted ? .reply(.alreadyTLS) : .perform(command)
    case .pbsz:
      guard isEncrypted else { return .reply(.needsTLS) }
      hasProtectionBuffer = true
      return .reply(.protectionBuffer)
    case .prot(let level): return .reply(protect(level))
    default: return .reply(.notImplemented)
    }
  }

  private func admitPassword(_ command: FTPCommand) -> FTPAdmission {
    switch stage {
    case .greeted: .reply(.userFirst)
    case .named: .perform(command)
    case .loggedIn: .reply(.alreadyLoggedIn)
    }
  }

  /// An address says nothing new; the server knows which names are its own.
  private func admit(_ host: FTPVirtualHost) -> FTPAdmission {
    guard stage == .greeted else { return .reply(.badSequence) }
    guard case .name = host else { return .reply(.hostAccepted) }
    return .perform(.host(host))
  }

  private mutating func protect(_ level: FTPProtectionLevel) -> FTPReply {
    guard isEncrypted else { return .needsTLS }
    guard hasProtectionBuffer else { return .needsProtectionBuffer }
    switch level {
    case .safe, .confidential: return .protectionNotSupported
    case .clear where policy.dataNeedsTLS: return .clearDataRefused
    case .clear:
      encryptsData = false
      return .protectionClear
    case .private:
      encryptsData = true
      return .protectionPrivate
    }
  }
}
