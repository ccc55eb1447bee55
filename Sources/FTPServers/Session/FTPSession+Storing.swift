internal import Accounts
internal import FTPProtocol
internal import HomeDirectories

// STOR, APPE and STOU.
extension FTPSession {
  func store(_ command: FTPCommand) async throws {
    guard !preparation.isNone else { throw try await refusal(ofUpload: command) }
    var path = try target(of: command)
    let quota = try await quotaUse()
    let counted: CountedUpload
    do throws(ActionError) {
      counted = try await beginUpload(command, quota)
    } catch {
      await settle(quota)
      throw error
    }
    if case .stou = command { path = try directory.appending(counted.upload.name) }
    let progress = progress(of: path)
    let receiving = FileReceiving(
      upload: counted,
      isText: state.type == .ascii,
      toleratesMissingCloseNotify: settings.toleratesMissingCloseNotify,
      progress: progress,
      rate: account?.uploadRate ?? settings.limits.uploadRate,
      work: server.work,
      loop: loop
    )
    var opening = FTPReply.opening()
    if case .stou = command { opening = .storingUnique(counted.upload.name) }
    var outcome: TransferOutcome
    do {
      outcome = try await transfer(command, progress, opening: opening) { data in
        try await receiving.receive(over: data)
      }
    } catch {
      await abandon(counted, quota, keepsPart: true)
      throw error
    }
    if case .complete = outcome { outcome = await commit(counted) }
    if outcome.isComplete {
      await settle(quota)
    } else {
      await abandon(counted, quota, keepsPart: !outcome.isOfRoom)
    }
    try await conclude(command, .upload, progress, outcome)
  }

  /// The file that is meant; of STOU, which may name one, the hint.
  private func target(of command: FTPCommand) throws(HomeError) -> HomePath {
    try resolve(command.path ?? [])
  }

  private func beginUpload(
    _ command: FTPCommand,
    _ quota: QuotaUse
  ) async throws(ActionError) -> CountedUpload {
    let opening: @Sendable () throws(HomeError) -> HomeUpload
    do { opening = try uploadOpening(command) } catch {
      throw (error as? HomeError).map(ActionError.home) ?? .home(.permissionDenied)
    }
    return try await server.work.finish { () throws(ActionError) in
      try CountedUpload(quota, opening: opening)
    }
  }

  /// What opens the file of an upload.
  private func uploadOpening(
    _ command: FTPCommand
  ) throws -> @Sendable () throws(HomeError) -> HomeUpload {
    let (home, offset, current) = (try home(), state.restartOffset, directory)
    let target = try target(of: command)
    switch command {
    case .stor where offset > 0:
      return { () throws(HomeError) in try home.resumeUpload(to: target, at: offset) }
    case .stor: return { () throws(HomeError) in try home.beginUpload(to: target) }
    case .appe: return { () throws(HomeError) in try home.append(to: target) }
    default:
      let hint = (command.path ?? []).isEmpty ? nil : target.name
      return { () throws(HomeError) in try home.beginUniqueUpload(in: current, hint: hint) }
    }
  }

  /// Nothing is begun: to cut a file for an upload that cannot come would lose its end.
  private func refusal(ofUpload command: FTPCommand) async throws -> FTPReply {
    let (home, target, offset) = (try home(), try target(of: command), state.restartOffset)
    let current = directory
    try await server.work.run { () throws(HomeError) in
      if case .stou = command {
        try home.checkUniqueUpload(in: current)
      } else {
        try home.checkUpload(to: target, at: offset)
      }
    }
    return .noDataConnection
  }

  /// Begins to use the account's quota, if it has one.
  func quotaUse() async throws(ActionError) -> QuotaUse {
    guard let account else { throw .home(.permissionDenied) }
    let ledger = server.ledger
    guard !account.quota.isUnlimited else {
      do throws(QuotaError) { return try ledger.use(account) } catch { throw .quota(error) }
    }
    return try await server.work.finish { () throws(ActionError) in
      do throws(QuotaError) { return try ledger.use(account) } catch { throw .quota(error) }
    }
  }

  /// Puts the file in place.
  private func commit(_ counted: CountedUpload) async -> TransferOutcome {
    do throws(ActionError) {
      try await server.work.finish { () throws(ActionError) in try counted.commit() }
      return .complete
    } catch {
      return .failed(error.reply)
    }
  }

  /// Leaves an upload that has failed.
  private func abandon(_ counted: CountedUpload, _ quota: QuotaUse, keepsPart: Bool) async {
    try? await server.work.finish { () throws(ActionError) in
      counted.abandon(keepingPart: keepsPart)
    }
    await settle(quota)
  }

  /// Ends a use of the quota.
  ///
  /// The use is of who was logged in when it began: the client may be somebody else by now.
  func settle(_ quota: QuotaUse) async {
    guard !quota.isUnlimited else { return }
    do throws(ActionError) {
      try await server.work.finish { () throws(ActionError) in
        do throws(QuotaError) { try quota.settle() } catch { throw .quota(error) }
      }
    } catch {
      settings.report(.failed(record.id, "quota: \(error)"))
    }
  }
}
