internal import CPlatform

/// What landlock(7) can forbid to do with files: `LANDLOCK_ACCESS_FS_*`.
package struct FileAccess: OptionSet, Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// Run a file.
  package static let execute = FileAccess(rawValue: 1 << 0)
  /// Open a file to write.
  package static let writeFile = FileAccess(rawValue: 1 << 1)
  /// Open a file to read.
  package static let readFile = FileAccess(rawValue: 1 << 2)
  /// Read what is in a directory.
  package static let readDirectory = FileAccess(rawValue: 1 << 3)
  /// Remove a directory.
  package static let removeDirectory = FileAccess(rawValue: 1 << 4)
  /// Remove a file.
  package static let removeFile = FileAccess(rawValue: 1 << 5)
  /// Make a character device.
  package static let makeCharacterDevice = FileAccess(rawValue: 1 << 6)
  /// Make a directory.
  package static let makeDirectory = FileAccess(rawValue: 1 << 7)
  /// Make a file.
  package static let makeFile = FileAccess(rawValue: 1 << 8)
  /// Make a Unix socket.
  package static let makeSocket = FileAccess(rawValue: 1 << 9)
  /// Make a FIFO.
  package static let makeFIFO = FileAccess(rawValue: 1 << 10)
  /// Make a block device.
  package static let makeBlockDevice = FileAccess(rawValue: 1 << 11)
  /// Make a symbolic link.
  package static let makeLink = FileAccess(rawValue: 1 << 12)
  /// Link or move between directories; since version 2.
  package static let refer = FileAccess(rawValue: 1 << 13)
  /// Cut a file; since version 3.
  package static let truncate = FileAccess(rawValue: 1 << 14)

  /// All that a version of the kernel's rules knows of these.
  package static func known(in version: Int) -> FileAccess {
    let first = FileAccess(rawValue: (1 << 13) - 1)
    return switch version {
    case ...0: []
    case 1: first
    case 2: first.union(.refer)
    default: first.union([.refer, .truncate])
    }
  }
}
