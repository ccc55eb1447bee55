extension FTPSessionState {
  /// Decides what is to be done with a line, and takes note of it.
  ///
  /// - Parameter line: what parsing has made of it.
  /// - Returns: a command for the server to do, or the reply. 530 comes before all other refusals
  ///   of commands that need a login.
  package mutating func admit(_ line: Result<FTPCommand, FTPCommandRefusal>) -> FTPAdmission {
    let source = renameSource
    renameSource = nil
    if stage != .loggedIn { linesBeforeLogin += 1 }
    let admission: FTPAdmission
    switch line {
    case .success(.rnto(let path)) where stage == .loggedIn && source != nil:
      renameSource = source
      admission = .perform(.rnto(path))
    case .success(let command): admission = admit(command)
    case .failure(let refusal): admission = admit(refusal)
    }
    return counted(admission)
  }

  /// The same, or the end of a connection on which too much has come without a login.
  private mutating func counted(_ admission: FTPAdmission) -> FTPAdmission {
    guard stage != .loggedIn else { return admission }
    if case .reply(let reply) = admission, reply.code.kind == .permanentFailure {
      refusalsBeforeLogin += 1
    }
    let isTooMuch =
      refusalsBeforeLogin > FTPLimits.refusalsBeforeLoginMax
      || linesBeforeLogin > FTPLimits.commandsBeforeLoginMax
    return isTooMuch ? .close(.tooManyCommands) : admission
  }

  private func admit(_ refusal: FTPCommandRefusal) -> FTPAdmission {
    switch refusal.cause {
    case .httpRequest: .close(refusal.reply)
    case .unknown, .unreadable: .reply(refusal.reply)
    case .known(.site): .reply(stage == .loggedIn ? refusal.reply : .notLoggedIn)
    case .known(let verb): .reply(stage < verb.rule.stage ? .notLoggedIn : refusal.reply)
    }
  }

  private mutating func admit(_ command: FTPCommand) -> FTPAdmission {
    guard stage >= command.stage || command.verb == .pass else { return .reply(.notLoggedIn) }
    if command.isTransfer { return admitTransfer(command) }
    switch command {
    case .user, .pass, .host, .auth, .pbsz, .prot: return admitAccess(command)
    case .type, .rest, .opts, .epsv(.all): return .reply(set(command))
    case .port, .eprt, .pasv:
      return isExtendedPassiveOnly ? .reply(.needsExtendedPassive) : .perform(command)
    case .rnto: return .reply(.renameSourceFirst)
    case .size where type == .ascii: return .reply(.sizeNeedsBinary)
    default: return information(command).map { .reply($0) } ?? .perform(command)
    }
  }

  /// The answer to a command that only asks; nil for others.
  private func information(_ command: FTPCommand) -> FTPReply? {
    switch command {
    case .noop, .clnt, .stru, .mode: .ok
    case .lang: .english
    case .syst: .system
    case .help(let verb): .help(on: verb)
    case .site(.help): .siteCommands
    case .feat: .features(hasTLS: policy.tls != .none, selection: facts)
    default: nil
    }
  }

  /// Sets what a command sets, and answers it.
  private mutating func set(_ command: FTPCommand) -> FTPReply {
    switch command {
    case .type(let chosen):
      type = chosen
      return .typeSet(chosen)
    case .rest(let offset):
      guard offset == 0 || type == .image else { return .restartNeedsBinary }
      restartOffset = offset
      return .restarting(at: offset)
    case .opts(.facts(let selection)):
      facts = selection
      return .factsSet(selection)
    case .opts(.utf8):
      return .utf8Always
    case .epsv(.all):
      isExtendedPassiveOnly = true
      return .onlyExtendedPassive
    default:
      return .notImplemented
    }
  }

  /// A refusal uses up what REST has prepared, as the transfer would have.
  private mutating func admitTransfer(_ command: FTPCommand) -> FTPAdmission {
    guard let refusal = refusal(ofTransfer: command) else { return .perform(command) }
    restartOffset = 0
    return .reply(refusal)
  }

  private func refusal(ofTransfer command: FTPCommand) -> FTPReply? {
    if policy.dataNeedsTLS && !encryptsData { return .dataNeedsProtection }
    guard restartOffset > 0 else { return nil }
    switch command {
    case .appe, .stou: return .restartNotForCommand
    case .retr where type == .ascii, .stor where type == .ascii: return .restartNotInText
    default: return nil
    }
  }
}
