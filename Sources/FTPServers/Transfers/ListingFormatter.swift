internal import Accounts
internal import FTPProtocol
internal import HomeDirectories
internal import SystemCalls

/// Writes entries of a directory as one of the commands wants them.
struct ListingFormatter: Sendable {
  /// How a line looks.
  enum Style: Sendable {
    /// LIST.
    case long
    /// NLST, with what stands before each name.
    case names(prefix: [UInt8])
    /// MLSD.
    case facts(FTPFactSelection)
  }

  let style: Style
  /// Whether names that begin with a period are shown.
  let showsHidden: Bool
  /// The directory.
  let directory: HomePath
  let access: HomeAccess
  /// The account's name, which stands for the owner of everything.
  let owner: [UInt8]
  let now: FTPTime

  /// What stands for the group of everything.
  static let group = Array("users".utf8)

  /// Whether an entry is shown.
  func shows(_ name: [UInt8]) -> Bool {
    if case .facts = style { return true }
    return showsHidden || name.first != UInt8(ascii: ".")
  }

  /// Appends an entry's line, if it can be told.
  func append(_ entry: HomeEntry, to output: inout [UInt8]) {
    let path = (try? directory.appending(entry.name)) ?? directory
    var told = self.entry(named: entry.name, entry.status, at: path)
    switch style {
    case .long: told.appendLongLine(to: &output, now: now)
    case .names(let prefix):
      told.name = prefix + told.name
      told.appendNameLine(to: &output)
    case .facts(let selection): told.appendFactLine(to: &output, selection: selection)
    }
  }

  /// An entry as the protocol tells it.
  func entry(named name: [UInt8], _ status: FileStatus, at path: HomePath) -> FTPListEntry {
    FTPListEntry(
      name: name,
      kind: FTPListEntry.Kind(status.kind),
      size: status.size,
      mode: status.mode,
      links: Int64(clamping: status.linkCount),
      owner: owner,
      group: Self.group,
      modified: FTPTime(
        seconds: status.modified.seconds,
        nanoseconds: Int(status.modified.nanoseconds)
      ),
      device: status.device,
      inode: status.number,
      permissions: permissions(of: status, at: path)
    )
  }

  /// What the account may do with an entry, as far as its mode lets the server.
  private func permissions(of status: FileStatus, at path: HomePath) -> FTPEntryPermissions {
    let allowed = access.permissions(at: path)
    let isReadable = status.mode & 0o444 != 0
    let isWritable = status.mode & 0o222 != 0
    var told: FTPEntryPermissions = []
    func tell(_ permission: FTPEntryPermissions, if holds: Bool) {
      if holds { told.insert(permission) }
    }
    tell(.rename, if: allowed.contains(.rename) && !path.isRoot)
    if status.kind == .directory {
      tell(.enter, if: !allowed.isEmpty)
      tell(.list, if: allowed.contains(.list) && isReadable)
      tell(.create, if: allowed.contains(.create) && isWritable)
      tell(.makeDirectory, if: allowed.contains(.makeDirectory) && isWritable)
      tell(.purge, if: allowed.contains(.delete) && isWritable)
      tell(.delete, if: allowed.contains(.removeDirectory) && !path.isRoot)
    } else {
      tell(.read, if: allowed.contains(.read) && isReadable)
      tell(.write, if: allowed.contains(.overwrite) && isWritable)
      tell(.append, if: allowed.contains(.append) && isWritable)
      tell(.delete, if: allowed.contains(.delete))
    }
    return told
  }
}

extension FTPListEntry.Kind {
  /// What the file system says.
  init(_ kind: FileKind) {
    switch kind {
    case .directory: self = .directory
    case .link: self = .symbolicLink
    case .fifo: self = .pipe
    case .socket: self = .socket
    case .blockDevice: self = .blockDevice
    case .characterDevice: self = .characterDevice
    case .file, .unknown: self = .file
    }
  }
}
