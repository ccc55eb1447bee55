/// What an account may do with files and directories.
package struct Permissions: OptionSet, Hashable, Sendable {
  /// One bit for each.
  package var rawValue: UInt16

  /// The permissions whose bits are set.
  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// See what a directory holds, and the size and time of what is there.
  package static let list = Permissions(rawValue: 1 << 0)
  /// Read files.
  package static let read = Permissions(rawValue: 1 << 1)
  /// Make files that do not exist.
  package static let create = Permissions(rawValue: 1 << 2)
  /// Write behind the end of files that exist.
  package static let append = Permissions(rawValue: 1 << 3)
  /// Replace files that exist, or write in their middle.
  package static let overwrite = Permissions(rawValue: 1 << 4)
  /// Remove files.
  package static let delete = Permissions(rawValue: 1 << 5)
  /// Give files and directories other names or places.
  package static let rename = Permissions(rawValue: 1 << 6)
  /// Make directories.
  package static let makeDirectory = Permissions(rawValue: 1 << 7)
  /// Remove empty directories.
  package static let removeDirectory = Permissions(rawValue: 1 << 8)
  /// Set the mode of files and directories.
  package static let setMode = Permissions(rawValue: 1 << 9)
  /// Set the time at which files and directories were last changed.
  package static let setTime = Permissions(rawValue: 1 << 10)

  /// Everything.
  package static let all = Permissions(rawValue: (1 << 11) - 1)
  /// Look, and take.
  package static let readOnly: Permissions = [.list, .read]
  /// Bring, and see nothing.
  package static let uploadOnly: Permissions = [.create, .append, .makeDirectory]
}
