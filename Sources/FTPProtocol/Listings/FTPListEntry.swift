/// A file, as listings show it.
package struct FTPListEntry: Hashable, Sendable {
  /// What kind of file it is.
  package enum Kind: Hashable, Sendable, CaseIterable {
    case file
    case directory
    case symbolicLink
    case pipe
    case socket
    case blockDevice
    case characterDevice
  }

  /// The name; with a path before it where the listing is to show one.
  package var name: [UInt8]
  /// What kind of file it is.
  package var kind: Kind
  /// How many bytes it has.
  package var size: Int64
  /// The lower twelve bits of its mode, as of chmod(2).
  package var mode: UInt16
  /// How many names it has.
  package var links: Int64
  /// The owner's name, which is shown without spaces.
  package var owner: [UInt8]
  /// The group's name, which is shown without spaces.
  package var group: [UInt8]
  /// When it was changed last.
  package var modified: FTPTime
  /// The number of the device that it is on.
  package var device: UInt64
  /// Its number there.
  package var inode: UInt64
  /// Where a symbolic link leads to; nil where that is not to be shown.
  package var linkTarget: [UInt8]?
  /// What the account may do with it.
  package var permissions: FTPEntryPermissions

  /// A file.
  package init(
    name: [UInt8],
    kind: Kind,
    size: Int64,
    mode: UInt16,
    links: Int64 = 1,
    owner: [UInt8],
    group: [UInt8],
    modified: FTPTime,
    device: UInt64 = 0,
    inode: UInt64 = 0,
    linkTarget: [UInt8]? = nil,
    permissions: FTPEntryPermissions = []
  ) {
    self.name = name
    self.kind = kind
    self.size = size
    self.mode = mode
    self.links = links
    self.owner = owner
    self.group = group
    self.modified = modified
    self.device = device
    self.inode = inode
    self.linkTarget = linkTarget
    self.permissions = permissions
  }
}
