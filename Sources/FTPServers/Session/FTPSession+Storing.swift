internal import Accounts
internal import FTPProtocol
internal import HomeDirectories

// STOR, APPE and STOU.
extension FTPSession {
  func store(_ command: FTPCommand) async throws {
    let upload = try await beginUpload(command)
    let quota = try await quotaUse()
    let target: HomePath
    do {
      target = try resolve(command.path ?? [])
      try await reserveFile(for: upload, quota)
    } catch {
      await abandon(upload, quota, keepsPart: false)
      throw error
    }
    let progress = TransferProgress(path: target.text, totalBytes: nil)
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
    if case .complete = outcome {} else { await abandon(upload, quota, keepsPart: true) }
    await settle(quota)
    try await conclude(command, .upload, progress, outcome)
  }

  private func beginUpload(_ command: FTPCommand) async throws -> HomeUpload {
    let (home, offset, current) = (try home(), state.restartOffset, directory)
    switch command {
    case .stor(let path):
      let target = try resolve(path)
      return try await server.work.run { () throws(HomeError) in
        offset > 0
          ? try home.resumeUpload(to: target, at: offset) : try home.beginUpload(to: target)
      }
    case .appe(let path):
      let target = try resolve(path)
      return try await server.work.run { () throws(HomeError) in try home.append(to: target) }
    case .stou(let path):
      let hint = path.isEmpty ? nil : try resolve(path).name
      return try await server.work.run { () throws(HomeError) in
        try home.beginUniqueUpload(in: current, hint: hint)
      }
    default:
      throw FTPReply.notImplemented
    }
  }

  private func quotaUse() async throws -> QuotaUse {
    guard let account else { throw FTPReply.notLoggedIn }
    let ledger = server.ledger
    guard !account.quota.isUnlimited else { return try ledger.use(account) }
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

  private func settle(_ quota: QuotaUse) async {
    guard let account, !account.quota.isUnlimited else { return }
    do throws(ActionError) {
      try await server.work.count { () throws(QuotaError) in try quota.settle() }
    } catch {
      settings.report(.failed(record.id, "quota of \(account.name.text): \(error)"))
    }
  }
}
