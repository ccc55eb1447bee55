/// A file of a server, as a client learns of it from a listing.
///
/// The server has chosen all that is in it. Names may be `..`, or hold a slash: who makes files of
/// these names looks at them first. What the listing does not tell, or tells in a way that has no
/// meaning, is nil.
package struct FTPRemoteEntry: Hashable, Sendable {
  /// The name, as the server takes it in commands: never empty, and without CR, LF and NUL.
  ///
  /// Some servers tell the whole path. A name of VMS is without its version, and that of a
  /// directory without `.DIR`.
  package var name: [UInt8]
  /// What kind of file it is; nil for an unknown kind.
  package var kind: FTPListEntry.Kind?
  /// What a directory is to the one that is listed.
  package var role: FTPListEntry.Role
  /// How many bytes it has.
  ///
  /// Of a directory and of a link it is what the server says, which is not what is in it.
  package var size: Int64?
  /// How many blocks it has, of 512 bytes: VMS tells no other size.
  package var blocks: Int64?
  /// When it was changed last.
  package var modified: FTPListedTime?
  /// The lower twelve bits of its mode, as of chmod(2).
  package var mode: UInt16?
  /// How many names it has.
  package var links: Int64?
  /// The owner's name or number.
  package var owner: [UInt8]?
  /// The group's name or number.
  package var group: [UInt8]?
  /// Where a symbolic link leads to.
  package var linkTarget: [UInt8]?
  /// What the account may do with it.
  package var permissions: FTPEntryPermissions?
  /// What is the same for two names of one file.
  package var unique: [UInt8]?
  /// The version of VMS, of which a file may have several: the highest is the newest, and is what
  /// the name without it stands for.
  package var version: Int64?

  /// A file of which little is known.
  package init(
    name: [UInt8],
    kind: FTPListEntry.Kind? = nil,
    role: FTPListEntry.Role = .entry,
    size: Int64? = nil,
    blocks: Int64? = nil,
    modified: FTPListedTime? = nil,
    mode: UInt16? = nil,
    links: Int64? = nil,
    owner: [UInt8]? = nil,
    group: [UInt8]? = nil,
    linkTarget: [UInt8]? = nil,
    permissions: FTPEntryPermissions? = nil,
    unique: [UInt8]? = nil,
    version: Int64? = nil
  ) {
    self.name = name
    self.kind = kind
    self.role = role
    self.size = size
    self.blocks = blocks
    self.modified = modified
    self.mode = mode
    self.links = links
    self.owner = owner
    self.group = group
    self.linkTarget = linkTarget
    self.permissions = permissions
    self.unique = unique
    self.version = version
  }

  /// Takes `.` and `..` for what they are in listings that do not say so otherwise.
  mutating func takeRoleFromName() {
    guard kind == .directory, role == .entry else { return }
    switch name {
    case [.period]: role = .listed
    case [.period, .period]: role = .parent
    default: break
    }
  }
}
