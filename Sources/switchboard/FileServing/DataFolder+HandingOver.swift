import SystemCalls

extension DataFolder {
  /// How deep homes are handed over.
  private static let levelsMax = 256

  /// Gives the folder and all that is in it to a user, where it is root's.
  ///
  /// A folder of root's that only root may enter holds nothing that others have put there; one of
  /// another is left alone.
  ///
  /// - Throws: `FolderError`.
  func handOver(to user: UserEntry) throws(FolderError) {
    do throws(Errno) {
      let folder = try System.open(Array(path.utf8), [.directory, .noFollow])
      let status = try System.fstat(folder)
      guard status.owner == 0, user.user != 0, status.mode & 0o077 == 0 else { return }
      // The folder itself goes last: cut off in between, the next start goes on.
      try Self.handOver(try System.duplicate(folder), to: user, level: 1)
      try System.fchown(folder, user: user.user, group: user.group)
    } catch {
      throw FolderError(path: path, operation: "hand over", cause: error)
    }
  }

  private static func handOver(
    _ folder: consuming FileDescriptor,
    to user: UserEntry,
    level: Int
  ) throws(Errno) {
    guard level <= levelsMax else { throw .tooManyLinks }
    var reader = DirectoryReader(folder)
    while let entry = try reader.next() {
      let kind = try System.fstatat(reader.directory, entry.name).kind
      guard kind == .directory || kind == .file else { continue }
      let flags: OpenFlags =
        kind == .directory ? [.directory, .noFollow] : [.noFollow, .nonBlocking]
      let file = try System.openat2(reader.directory, entry.name, flags)
      // A second name of a file may lie elsewhere.
      let status = try System.fstat(file)
      if kind == .file, status.linkCount > 1 { continue }
      try System.fchown(file, user: user.user, group: user.group)
      if kind == .directory { try handOver(file, to: user, level: level + 1) }
    }
  }
}
