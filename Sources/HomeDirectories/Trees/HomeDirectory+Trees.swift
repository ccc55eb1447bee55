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
      if entry.kind == .directory {
        usage.directories += 1
        return
      }
      // What is no file, a link or a socket, takes no room that counts; most need no call for that.
      guard entry.kind == .file || entry.kind == nil else { return }
      let place = try? System.fstatat(directory, entry.name)
      guard let status = place else { return }
      switch status.kind {
      case .file: usage = usage + HomeUsage(bytes: status.size, files: 1)
      case .directory: usage.directories += 1
      default: break
      }
    }
    return usage
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
