internal import Accounts
internal import FTPProtocol
internal import HomeDirectories
internal import SystemCalls

// Directories and files, but for what is in them.
extension FTPSession {
  func changeDirectory(to path: [UInt8]) async throws -> FTPReply {
    let home = try home()
    let target = path.isEmpty ? .root : try resolve(path)
    try await server.work.run { () throws(HomeError) in try home.enter(target) }
    directory = target
    return .directoryChanged
  }

  func makeDirectory(_ path: [UInt8]) async throws -> FTPReply {
    let (home, target) = (try home(), try resolve(path))
    try await server.work.run { () throws(HomeError) in try home.makeDirectory(target) }
    return .created(target.text)
  }

  func removeDirectory(_ path: [UInt8]) async throws -> FTPReply {
    let (home, target) = (try home(), try resolve(path))
    guard !target.isRoot else { return .homeRefused }
    try await remove { () throws(HomeError) in try home.removeDirectory(target) }
    return .directoryRemoved
  }

  func deleteFile(_ path: [UInt8]) async throws -> FTPReply {
    let (home, target) = (try home(), try resolve(path))
    guard !target.isRoot else { return .homeRefused }
    try await remove { () throws(HomeError) in try home.deleteFile(target) }
    return .deleted
  }

  func nameSource(_ path: [UInt8]) async throws -> FTPReply {
    let (home, source) = (try home(), try resolve(path))
    guard !source.isRoot else { return .homeRefused }
    guard home.permissions(at: source).contains(.rename) else { throw HomeError.permissionDenied }
    _ = try await server.work.run { () throws(HomeError) in try home.home.status(of: source) }
    return .renameTarget
  }

  func rename(to path: [UInt8]) async throws -> FTPReply {
    guard let named = state.renameSource else { return .renameSourceFirst }
    let (home, source, target) = (try home(), try resolve(named), try resolve(path))
    guard !target.isRoot else { return .homeRefused }
    do throws(ActionError) {
      try await remove { () throws(HomeError) in try home.rename(source, to: target) }
    } catch {
      guard case .home(.exists) = error else { throw error }
      return .replacingRefused
    }
    return .renamed
  }

  func size(of path: [UInt8]) async throws -> FTPReply {
    let (home, target) = (try home(), try resolve(path))
    return .size(try await server.work.run { () throws(HomeError) in try home.size(of: target) })
  }

  func modificationTime(of path: [UInt8]) async throws -> FTPReply {
    let (home, target) = (try home(), try resolve(path))
    let status = try await server.work.run { () throws(HomeError) in
      try home.fileStatus(of: target)
    }
    return .modificationTime(FTPTime(seconds: status.modified.seconds))
  }

  func setTime(
    _ time: FTPTime,
    of path: [UInt8],
    _ command: FTPCommand
  ) async throws -> FTPReply {
    let (home, target) = (try home(), try resolve(path))
    let moment = FileTime(seconds: time.seconds, nanoseconds: Int64(time.nanoseconds))
    try await server.work.run { () throws(HomeError) in try home.setTime(of: target, to: moment) }
    return .modified(time, path)
  }

  func answer(_ command: FTPSiteCommand) async throws -> FTPReply {
    let home = try home()
    switch command {
    case .help: return .siteCommands
    case .changeMode(let mode, let path):
      let target = try resolve(path)
      try await server.work.run { () throws(HomeError) in try home.setMode(of: target, to: mode) }
      return .modeChanged
    case .changeTime(let time, let path):
      let target = try resolve(path)
      let moment = FileTime(seconds: time.seconds)
      try await server.work.run { () throws(HomeError) in
        try home.setTime(of: target, to: moment)
      }
      return .timeChanged
    case .quota:
      return FTPReply(211, first: "Quota:", inner: try await quotaLines(), last: "End")
    }
  }

  /// ALLO: says before the upload what its bytes would meet.
  func allocate(_ bytes: Int64) async throws -> FTPReply {
    let home = try home()
    if let usage = try await usage(), let quota = usage.quota.bytes,
      bytes > quota - usage.used.bytes
    {
      return .quotaExceeded
    }
    let space = try await server.work.run { () throws(HomeError) in try home.home.freeSpace() }
    return bytes > space.available ? .noSpace : .roomAvailable
  }

  /// What the account uses of its quota; nil without one.
  func usage() async throws -> QuotaUsage? {
    guard let account, !account.quota.isUnlimited else { return nil }
    let ledger = server.ledger
    return try await server.work.count { () throws(QuotaError) in try ledger.usage(of: account) }
  }

  /// The quota and what is used of it, for people.
  func quotaLines() async throws -> [[UInt8]] {
    guard let usage = try await usage() else { return [Array("No quota".utf8)] }
    var lines: [String] = []
    if let bytes = usage.quota.bytes { lines.append("\(usage.used.bytes) of \(bytes) bytes used") }
    if let files = usage.quota.files { lines.append("\(usage.used.files) of \(files) files used") }
    return lines.map { Array($0.utf8) }
  }

  /// Does what removes something, and gives that back to the quota.
  ///
  /// The use of the quota begins before: a crash in between is noticed then.
  private func remove(
    _ body: @escaping @Sendable () throws(HomeError) -> HomeUsage
  ) async throws(ActionError) {
    let quota = try await quotaUse()
    let result: Result<Void, ActionError>
    do throws(ActionError) {
      try await server.work.finish { () throws(ActionError) in
        do throws(HomeError) {
          let freed = try body()
          quota.release(bytes: freed.bytes, files: freed.files)
        } catch {
          throw .home(error)
        }
      }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await settle(quota)
    try result.get()
  }
}
