internal import SystemCalls

extension HomeDirectory {
  /// Gives a file or directory another name or place within the home: renameat2(2).
  ///
  /// A symbolic link is renamed itself. A file that is replaced is gone in the moment in which the
  /// other has its name; a directory is never replaced.
  ///
  /// - Parameters:
  ///   - path: what to rename.
  ///   - newPath: its new name or place.
  ///   - isReplacing: whether a file that is there gives way.
  /// - Returns: what was freed by replacing.
  /// - Throws: `exists` where something is in the way, `intoItself`, `crossesFileSystems`,
  ///   `noSuchFile`; `permissionDenied` for the home.
  @discardableResult
  package func rename(
    _ path: HomePath,
    to newPath: HomePath,
    isReplacing: Bool
  ) throws(HomeError) -> HomeUsage {
    let place = try place(of: path, ifHome: .permissionDenied)
    let newPlace = try self.place(of: newPath, ifHome: .exists)
    guard let status = try place.status() else { throw .noSuchFile }
    let old = try newPlace.status()
    if let old {
      // To itself: nothing to do, as rename(2) has it.
      if path == newPath { return .none }
      guard isReplacing, old.kind != .directory else { throw .exists }
    }
    do throws(Errno) {
      try place.move(place.name, to: newPlace, isReplacing: isReplacing)
    } catch {
      if error == .invalidArgument, status.kind == .directory { throw .intoItself }
      if [.directoryNotEmpty, .isDirectory].contains(error) { throw .exists }
      throw HomeError(error)
    }
    return HomeUsage(freedBy: old)
  }
}
