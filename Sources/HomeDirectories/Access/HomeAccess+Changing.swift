internal import Accounts
package import SystemCalls

extension HomeAccess {
  /// Makes a directory; asks for `makeDirectory`.
  package func makeDirectory(_ path: HomePath) throws(HomeError) {
    try require(.makeDirectory, at: path)
    try home.makeDirectory(path)
  }

  /// Removes an empty directory; asks for `removeDirectory`.
  @discardableResult
  package func removeDirectory(_ path: HomePath) throws(HomeError) -> HomeUsage {
    try require(.removeDirectory, at: path)
    return try home.removeDirectory(path)
  }

  /// Removes a file, or where there is none what a cut upload of this account has left of it; asks
  /// for `delete`.
  @discardableResult
  package func deleteFile(_ path: HomePath) throws(HomeError) -> HomeUsage {
    try require(.delete, at: path)
    do throws(HomeError) {
      return try home.deleteFile(path)
    } catch {
      guard error == .noSuchFile else { throw error }
    }
    let freed = try home.removeKeptPart(of: path, owner: owner)
    guard freed != .none else { throw .noSuchFile }
    return freed
  }

  /// Gives a file or directory another name or place; asks for `rename` at both, and for
  /// `overwrite` where a file is replaced.
  ///
  /// Where a rule holds for something beneath one of the two, `permissionDenied`: the rule would
  /// be left behind by what it is for, or hold for something else.
  @discardableResult
  package func rename(_ path: HomePath, to newPath: HomePath) throws(HomeError) -> HomeUsage {
    try require(.rename, at: path)
    try require(.rename, at: newPath)
    guard !hasRule(beneath: path), !hasRule(beneath: newPath) else { throw .permissionDenied }
    let mayReplace = permissions(at: newPath).contains(.overwrite)
    return try home.rename(path, to: newPath, isReplacing: mayReplace)
  }

  /// Sets the permission bits of a file or directory; asks for `setMode`.
  package func setMode(of path: HomePath, to mode: UInt16) throws(HomeError) {
    try require(.setMode, at: path)
    try home.setMode(of: path, to: mode)
  }

  /// Sets when the content of a file or directory changed last; asks for `setTime`.
  package func setTime(of path: HomePath, to time: FileTime) throws(HomeError) {
    try require(.setTime, at: path)
    try home.setTime(of: path, to: time)
  }

  private func hasRule(beneath path: HomePath) -> Bool {
    rules.rules.contains { rule in
      rule.path.count > path.components.count && rule.path.starts(with: path.components)
    }
  }
}
