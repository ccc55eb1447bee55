internal import Accounts
internal import FTPProtocol
internal import HomeDirectories

// STOR, APPE and STOU.
extension FTPSession {
  func store(_ command: FTPCommand) async throws {
    guard !preparation.isNone else { throw try await refusal(ofUpload: command) }
    let target = try target(of: command)
    let upload = try await beginUpload(command, to: target)
    let quota = try await quotaUse()
    do {
      // What an earlier upload had left is gone.
      quota.release(bytes: upload.discarded.bytes, files: upload.discarded.files)
      try await reserveFile(for: upload, quota)
    } catch {
      await abandon(upload, quota, keepsPart: false)
      throw error
    }
    var path = target
    if case .stou = command { path = try directory.appending(upload.name) }
    let progress = progress(of: path)
    let receiving = FileReceiving(
      upload: upload,
      quota: quota,
      countedBytes: upload.sizeBefore,
      isText: state.type == .ascii,
      toleratesMissingCloseNotify: settings.toleratesMissingCloseNotify,
      progress: progress,
      rate: account?.uploadRate ?? settings.limits.uploadRate,
      work: server.work,
      loop: loop
    )
    var opening = FTPReply.opening()
    if case .stou = command { opening = .storingUnique(upload.name) }
    var outcome: TransferOutcome
    do {
      outcome = try await transfer(command, progress, opening: opening) { data in
        try await receiving.receive(over: data)
      }
    } catch {
      await abandon(upload, quota, keepsPart: true)
      throw error
    }
    if case .complete = outcome { outcome = await commit(upload, quota) }
    if !outcome.isComplete {
      await abandon(upload, quota, keepsPart: !outcome.isOfRoom)
    } else {
      await settle(quota)
    }
    try await conclude(command, .upload, progress, outcome)
  }

  /// The file that is meant; of STOU, which may name one, the hint.
  private func target(of command: FTPCommand) throws(HomeError) -> HomePath {
    try resolve(command.path ?? [])
  }

  private func beginUpload(
    _ command: FTPCommand,
    to target: HomePath
  ) async throws -> HomeUpload {
    let (home, offset, current) = (try home(), state.restartOffset, directory)
    switch command {
    case .stor:
      return try await server.work.run { () throws(HomeError) in
        offset > 0
          ? try home.resumeUpload(to: target, at: offset) : try home.beginUpload(to: target)
      }
    case .appe:
      return try await server.work.run { () throws(HomeError) in try home.append(to: target) }
    case .stou(let path):
      let hint = path.isEmpty ? nil : target.name
      return try await server.work.run { () throws(HomeError) in
        try home.beginUniqueUpload(in: current, hint: hint)
      }
    default:
      throw FTPReply.notImplemented
    }
  }

  /// What is wrong with an upload that has no data connection: that, if nothing else is.
  ///
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
    return try await server.work.count { () throws(QuotaError) in try ledger.use(account) }
  }

  /// A new part counts as a file from its beginning.
  private func reserveFile(for upload: HomeUpload, _ quota: QuotaUse) async throws(ActionError) {
    guard !upload.isInPlace, upload.startOffset == 0 else { return }
    if quota.reserveFromBlock(bytes: 0, files: 1) { return }
    try await server.work.count { () throws(QuotaError) in try quota.reserve(bytes: 0, files: 1) }
  }

  /// Puts the file in place; what it replaces is given back.
  private func commit(_ upload: HomeUpload, _ quota: QuotaUse) async -> TransferOutcome {
    do throws(ActionError) {
      let freed = try await server.work.run { () throws(HomeError) in try upload.commit() }
      quota.release(bytes: freed.bytes, files: freed.files)
      return .complete
    } catch {
      return .failed(error.reply)
    }
  }

  /// Leaves an upload that has failed; what goes of it is given back.
  private func abandon(_ upload: HomeUpload, _ quota: QuotaUse, keepsPart: Bool) async {
    let freed = try? await server.work.run { () throws(HomeError) in
      try upload.abandon(keepingPart: keepsPart)
    }
    if let freed { quota.release(bytes: freed.bytes, files: freed.files) }
    await settle(quota)
  }

  /// Ends a use of the quota.
  func settle(_ quota: QuotaUse) async {
    // The account of the session may be another by now.
    guard quota.isLimited else { return }
    do throws(ActionError) {
      try await server.work.count { () throws(QuotaError) in try quota.settle() }
    } catch {
      settings.report(.failed(record.id, "quota: \(error)"))
    }
  }
}
