internal import Accounts
package import SystemCalls

extension HomeAccess {
  /// Looks whether a path leads to a directory that the client may make its current one.
  ///
  /// Asks for any permission there, as who may only bring files has to get to their place.
  ///
  /// - Throws: `notADirectory`, `noSuchFile`, `permissionDenied`.
  package func enter(_ path: HomePath) throws(HomeError) {
    try requireAny(of: .all, at: path)
    guard try home.status(of: path).kind == .directory else { throw .notADirectory }
  }

  /// What a path leads to; asks for `list` or `read`.
  package func status(of path: HomePath) throws(HomeError) -> FileStatus {
    try requireAny(of: [.list, .read], at: path)
    return try home.status(of: path)
  }

  /// The status of a file, or of the part that a cut upload of this account has left: how many
  /// bytes have come, and when the last did, so that it can go on.
  ///
  /// Asks for `list` or `read`; for a part for `create`.
  ///
  /// - Throws: `isADirectory`, `notARegularFile`, `noSuchFile`, `permissionDenied`.
  package func fileStatus(of path: HomePath) throws(HomeError) -> FileStatus {
    let allowed = permissions(at: path)
    try requireAny(of: [.list, .read, .create], at: path)
    let status = allowed.isDisjoint(with: [.list, .read]) ? nil : try statusIfAny(of: path)
    if let status, status.kind == .file { return status }
    switch status?.kind {
    case .directory: throw .isADirectory
    // A link that leads to nothing inside is as nothing.
    case nil, .link: break
    default: throw .notARegularFile
    }
    if allowed.contains(.create), let part = try home.keptPart(of: path, owner: owner) {
      return part
    }
    throw allowed.isDisjoint(with: [.list, .read]) ? .permissionDenied : .noSuchFile
  }

  /// How many bytes a file has, or has got so far, as `fileStatus` tells.
  package func size(of path: HomePath) throws(HomeError) -> Int64 {
    try fileStatus(of: path).size
  }

  private func statusIfAny(of path: HomePath) throws(HomeError) -> FileStatus? {
    do throws(HomeError) {
      return try home.status(of: path)
    } catch {
      guard error == .noSuchFile else { throw error }
      return nil
    }
  }

  /// Opens a file for reading; asks for `read`.
  package func openForReading(_ path: HomePath) throws(HomeError) -> HomeFile {
    try require(.read, at: path)
    return try home.openForReading(path)
  }

  /// Opens a directory to list it; asks for `list`.
  package func list(_ path: HomePath) throws(HomeError) -> HomeListing {
    try require(.list, at: path)
    return try home.list(path)
  }

  /// Lists a directory in an order; asks for `list`.
  package func sortedEntries(
    of path: HomePath,
    atMost count: Int = HomeLimits.sortedEntriesMax,
    by areInOrder: (HomeEntry, HomeEntry) -> Bool = { $0.name.lexicographicallyPrecedes($1.name) }
  ) throws(HomeError) -> [HomeEntry]? {
    try require(.list, at: path)
    return try home.sortedEntries(of: path, atMost: count, by: areInOrder)
  }
}
