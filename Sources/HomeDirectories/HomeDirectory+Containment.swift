internal import SystemCalls

extension HomeDirectory {
  /// Whether the home is one of some directories, or lies beneath one: as the file system has it,
  /// from the home upwards, whatever it was named.
  ///
  /// - Parameter roots: paths; one that leads nowhere has nothing beneath it.
  /// - Returns: whether it is so.
  /// - Throws: what the disk says of the way up.
  package func isBeneath(anyOf roots: [String]) throws(HomeError) -> Bool {
    let wanted = Set(roots.compactMap(Self.identity))
    return try HomeError.from { () throws(Errno) in
      var place = try System.duplicate(root)
      var identity = try System.fstat(place).identity
      for _ in 0..<HomeLimits.treeLevelsMax {
        if wanted.contains(identity) { return true }
        place = try System.openat2(place, [HomePath.dot, HomePath.dot], [.path, .directory])
        let above = try System.fstat(place).identity
        // The root is its own parent.
        if above == identity { return false }
        identity = above
      }
      return false
    }
  }

  private static func identity(of path: String) -> FileIdentity? {
    guard let place = try? System.open(Array(path.utf8), [.path, .directory]) else { return nil }
    return try? System.fstat(place).identity
  }
}
