internal import Glibc

/// What a file system knows of a file: `struct stat`.
package struct FileStatus: Hashable, Sendable {
  /// What it is.
  package var kind: FileKind
  /// In bytes; of a symbolic link, the length of what it says.
  package var size: Int64
  /// The permission bits, 0…07777.
  package var mode: UInt16
  /// When its content changed last.
  package var modified: FileTime
  /// The file system.
  package var device: UInt64
  /// The file's number in it: the inode.
  package var number: UInt64
  /// How many names it has.
  package var linkCount: UInt64
  /// The user that owns it.
  package var owner: UInt32
  /// The group that it belongs to.
  package var group: UInt32

  /// Which file it is, as long as that exists.
  package var identity: FileIdentity { FileIdentity(device: device, number: number) }

  /// Whether both are of the same file, as long as that exists.
  package func isSameFile(as other: FileStatus) -> Bool { identity == other.identity }

  /// What the kernel said.
  init(_ status: stat) {
    kind = FileKind(mode: status.st_mode)
    size = Int64(status.st_size)
    mode = UInt16(truncatingIfNeeded: status.st_mode & 0o7777)
    modified = FileTime(status.st_mtim)
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
    linkCount = UInt64(status.st_nlink)
    owner = UInt32(status.st_uid)
    group = UInt32(status.st_gid)
  }
}
