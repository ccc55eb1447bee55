internal import Glibc

/// What a name in a file system stands for: `S_IFMT` of inode(7).
package enum FileKind: Hashable, Sendable {
  case file
  case directory
  case link
  case fifo
  case socket
  case characterDevice
  case blockDevice
  /// What the kernel has no name for.
  case unknown

  /// The kind in `st_mode`.
  init(mode: mode_t) {
    self =
      switch mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .link
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      case S_IFCHR: .characterDevice
      case S_IFBLK: .blockDevice
      default: .unknown
      }
  }
}
