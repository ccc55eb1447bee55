package import SystemCalls

// What looks at the whole tree: it takes as long as the tree is large.
extension HomeDirectory {
  /// Counts what the home holds, parts too: what the account's quota is compared with.
  ///
  /// A file counts under each of its names. Symbolic links are not followed. What changes meanwhile
  /// may be counted or not.
  ///
  /// - Throws: `tooDeep`, `permissionDenied` for a directory that cannot be read, and what the disk
  ///   says.
  package func treeSize() throws(HomeError) -> HomeUsage {
    var usage = HomeUsage.none
    try TreeWalk().walk(beneath: root) { directory, entry throws(HomeError) in
      usage = usage + (try self.usage(of: entry, in: directory))
    }
    return usage
  }

  private func usage(
    of entry: DirectoryEntry,
    in directory: borrowing FileDescriptor
  ) throws(HomeError) -> HomeUsage {
    // Only the size of a file needs a call; a link or a socket takes no room that counts.
    if entry.kind == .directory { return HomeUsage(directories: 1) }
    guard entry.kind == .file || entry.kind == nil else { return .none }
    do throws(Errno) {
      let status = try System.fstatat(directory, entry.name)
      switch status.kind {
      case .file: return HomeUsage(bytes: status.size, files: 1)
      case .directory: return HomeUsage(directories: 1)
      default: return .none
      }
    } catch {
      // It is gone since.
      if error == .noSuchFile { return .none }
      throw HomeError(error)
    }
  }

  /// Removes the parts of uploads that ended long ago and that nobody has gone on with.
  ///
  /// Those under way stay, however old. Directories that cannot be read are left out.
  ///
  /// - Parameter time: parts that were written to last before this go; as a rule now less
  ///   `HomeLimits.partSecondsMax`.
  /// - Returns: what was freed.
  /// - Throws: `tooDeep` and what the disk says; then some may have been removed.
  @discardableResult
  package func sweepParts(olderThan time: FileTime) throws(HomeError) -> HomeUsage {
    var freed = HomeUsage.none
    let walk = TreeWalk(skipsUnreadable: true)
    try walk.walk(beneath: root) { directory, entry throws(HomeError) in
      guard PartName.isReserved(entry.name), entry.kind != .directory else { return }
      let copy = try HomeError.from { () throws(Errno) in try System.duplicate(directory) }
      let place = HomePlace(directory: copy, name: entry.name)
      freed = freed + (try removeIdlePart(place) { $0.modified < time } ?? .none)
    }
    return freed
  }
}
