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
    let lastPiece = LastPiece()
    let receiving = FileReceiving(
      upload: upload,
      quota: quota,
      lastPiece: lastPiece,
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
    if case .complete = outcome { outcome = await commit(upload, lastPiece, quota) }
    if !outcome.isComplete {
      await abandon(upload, quota, keepsPart: !outcome.isOfRoom)
    } else {
      await settle(quota)
    }
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

  /// Writes the last bytes and puts the file in place; what it replaces is given back.
  private func commit(
    _ upload: HomeUpload,
    _ lastPiece: LastPiece,
    _ quota: QuotaUse
  ) async -> TransferOutcome {
    let piece = lastPiece.take()
    do throws(ActionError) {
      let freed = try await server.work.run { () throws(HomeError) in
        try piece?.write(to: upload, quota)
        return try upload.commit()
      }
      quota.release(bytes: freed.bytes, files: freed.files)
      return .complete
    } catch {
      if case .overloaded = error, let piece { quota.release(bytes: piece.growth) }
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
    guard let account, !account.quota.isUnlimited else { return }
    do throws(ActionError) {
      try await server.work.count { () throws(QuotaError) in try quota.settle() }
    } catch {
      settings.report(.failed(record.id, "quota of \(account.name.text): \(error)"))
    }
  }
}
