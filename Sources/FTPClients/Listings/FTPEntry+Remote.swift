internal import FTPProtocol

extension FTPEntry {
  /// What a listing has told.
  init(_ remote: FTPRemoteEntry) {
    self.init(name: FTPPath(bytes: remote.name), kind: Kind(remote.kind))
    size = remote.size
    modified = remote.modified.map { FTPFileTime($0) }
    mode = remote.mode
    owner = remote.owner.map { printable($0) }
    group = remote.group.map { printable($0) }
    linkTarget = remote.linkTarget.map { FTPPath(bytes: $0) }
    unique = remote.unique.map { printable($0) }
    permissions = remote.permissions.map { $0.letters }
  }
}

extension FTPEntry.Kind {
  fileprivate init(_ kind: FTPListEntry.Kind?) {
    self =
      switch kind {
      case .file: .file
      case .directory: .directory
      case .symbolicLink: .symbolicLink
      case .pipe, .socket, .blockDevice, .characterDevice: .other
      case nil: .unknown
      }
  }
}

extension FTPFileTime {
  fileprivate init(_ listed: FTPListedTime) {
    let precision: Precision =
      switch listed.precision {
      case .day: .day
      case .minute: .minute
      case .second: .second
      }
    self.init(listed.time, precision: precision, isUTC: listed.isUTC)
  }
}

extension FTPEntryPermissions {
  /// The letters of RFC 3659 §7.5.5, in alphabetical order.
  fileprivate var letters: String {
    let all: [(FTPEntryPermissions, String)] = [
      (.append, "a"), (.create, "c"), (.delete, "d"), (.enter, "e"), (.rename, "f"), (.list, "l"),
      (.makeDirectory, "m"), (.purge, "p"), (.read, "r"), (.write, "w"),
    ]
    return all.filter { contains($0.0) }.map(\.1).joined()
  }
}
