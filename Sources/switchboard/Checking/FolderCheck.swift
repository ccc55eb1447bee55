import SystemCalls

/// Whether the data folder and its files are there, and closed to others.
struct FolderCheck {
  let folder: DataFolder

  /// Looks at everything.
  func run(_ findings: inout Findings) {
    guard let status = status(folder.path) else {
      findings.note("\(folder.path) is not there yet: 'switchboard serve' makes it")
      return
    }
    guard status.kind == .directory else {
      return findings.problem("\(folder.path) is no folder", advice: "name another with --data")
    }
    requireClosed(folder.path, status, "chmod 700", &findings)
    requireOwner(status, &findings)
    let files = [
      folder.accountsFile, folder.accountsFile + "-wal", folder.keyFile, folder.firstLoginFile,
      folder.controlSocket,
    ]
    for path in files {
      if let status = self.status(path) { requireClosed(path, status, "chmod 600", &findings) }
    }
    if self.status(folder.firstLoginFile) != nil {
      findings.note("\(folder.firstLoginFile) holds a password: read it, and remove it")
    }
  }

  private func requireClosed(
    _ path: String,
    _ status: FileStatus,
    _ command: String,
    _ findings: inout Findings
  ) {
    guard status.mode & 0o077 != 0 else { return }
    let mode = SettingForm<UInt16>.mode.write(status.mode & 0o777)
    findings.problem(
      "others than its owner may use \(path) (mode \(mode))",
      advice: "\(command) '\(path)'"
    )
  }

  private func requireOwner(_ status: FileStatus, _ findings: inout Findings) {
    let identity = ProcessIdentity.current
    guard identity.userID != 0, identity.userID != status.owner else { return }
    findings.problem(
      "\(folder.path) belongs to the user number \(status.owner)",
      advice: "run this as that user, or as root"
    )
  }

  private func status(_ path: String) -> FileStatus? {
    let root = try? System.open([UInt8(ascii: "/")], [.directory, .path])
    guard let root else { return nil }
    return try? System.fstatat(root, Array(path.utf8))
  }
}
