internal import SystemCalls

/// A walk over all that is beneath a directory, each name once, without following symbolic links.
///
/// It holds a descriptor and a buffer for each level, `HomeLimits.treeLevelsMax` at most. What is
/// renamed meanwhile may be met twice or not at all.
struct TreeWalk {
  /// Whether directories that may not be read are left out, instead of ending the walk.
  var skipsUnreadable = false

  /// What to do with a name: the directory that holds it, open for reading, and its entry.
  typealias Visit = (borrowing FileDescriptor, DirectoryEntry) throws(HomeError) -> Void

  /// Walks.
  ///
  /// - Parameters:
  ///   - root: where to begin, opened with `O_PATH`.
  ///   - visit: is called for all that is no directory, and for a directory after what it holds.
  /// - Throws: `tooDeep`, what the disk says and what `visit` throws.
  func walk(
    beneath root: borrowing FileDescriptor,
    _ visit: Visit
  ) throws(HomeError) {
    guard let top = try open([HomePath.dot], in: root) else { return }
    try walk(top, level: 1, visit)
  }

  private func walk(
    _ directory: consuming FileDescriptor,
    level: Int,
    _ visit: Visit
  ) throws(HomeError) {
    guard level <= HomeLimits.treeLevelsMax else { throw .tooDeep }
    var reader = DirectoryReader(directory)
    while let entry = try next(&reader) {
      if isDirectory(entry, in: reader.directory),
        let directory = try open(entry.name, in: reader.directory)
      {
        try walk(directory, level: level + 1, visit)
      }
      try visit(reader.directory, entry)
    }
  }

  private func next(_ reader: inout DirectoryReader) throws(HomeError) -> DirectoryEntry? {
    do throws(Errno) {
      return try reader.next()
    } catch {
      throw HomeError(error)
    }
  }

  private func isDirectory(
    _ entry: DirectoryEntry,
    in directory: borrowing FileDescriptor
  ) -> Bool {
    if let kind = entry.kind { return kind == .directory }
    return (try? System.fstatat(directory, entry.name).kind) == .directory
  }

  /// Opens a directory to read it; nil where it is gone, or left out.
  private func open(
    _ name: [UInt8],
    in directory: borrowing FileDescriptor
  ) throws(HomeError) -> FileDescriptor? {
    do throws(Errno) {
      return try System.openat2(
        directory,
        name,
        [.readOnly, .directory, .noFollow],
        resolution: [.beneath, .noMagicLinks, .noLinks]
      )
    } catch {
      switch error {
      // Another has taken its place meanwhile, or nothing.
      case .noSuchFile, .notDirectory, .tooManyLinks: return nil
      case .accessDenied where skipsUnreadable: return nil
      default: throw HomeError(error)
      }
    }
  }
}
