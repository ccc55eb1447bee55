internal import SystemCalls

extension HomeDirectory {
  /// Opens a directory to list it.
  ///
  /// - Throws: `notADirectory`, `noSuchFile`, `permissionDenied`.
  package func list(_ path: HomePath) throws(HomeError) -> HomeListing {
    let directory = try open(path.relativeText, [.readOnly, .directory])
    return HomeListing(directory, of: path, in: self)
  }

  /// Lists a directory in an order.
  ///
  /// - Parameters:
  ///   - path: the directory.
  ///   - count: the most entries, up to `HomeLimits.sortedEntriesMax`.
  ///   - areInOrder: whether the first comes before the second; by the bytes of the names by
  ///     default.
  /// - Returns: all entries; nil where there are more, which a listing piece by piece can give.
  /// - Throws: as `list`.
  package func sortedEntries(
    of path: HomePath,
    atMost count: Int = HomeLimits.sortedEntriesMax,
    by areInOrder: (HomeEntry, HomeEntry) -> Bool = { $0.name.lexicographicallyPrecedes($1.name) }
  ) throws(HomeError) -> [HomeEntry]? {
    let listing = try list(path)
    var entries: [HomeEntry] = []
    while true {
      let batch = try listing.next(atMost: HomeLimits.batchEntriesMax)
      if batch.isEmpty { return entries.sorted(by: areInOrder) }
      entries += batch
      if entries.count > min(count, HomeLimits.sortedEntriesMax) { return nil }
    }
  }

  /// What a way leads to within the home.
  func status(at way: [UInt8]) throws(HomeError) -> FileStatus {
    let found = try open(way, [.path])
    return try HomeError.from { () throws(Errno) in try System.fstat(found) }
  }
}
