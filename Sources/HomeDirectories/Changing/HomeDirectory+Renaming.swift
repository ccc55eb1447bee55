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
    return try DirectoryLocks.shared.withLocks(of: place, newPlace) { () throws(HomeError) in
      guard let status = try place.status() else { throw .noSuchFile }
      if let old = try newPlace.status() {
        // To itself: nothing to do, as rename(2) has it.
        if path == newPath { return .none }
        guard isReplacing, old.kind != .directory else { throw .exists }
      }
      return try newPlace.freeing { () throws(HomeError) in
        try move(place, to: newPlace, isReplacing, isDirectory: status.kind == .directory)
      }
    }
  }

  private func move(
    _ place: borrowing HomePlace,
    to newPlace: borrowing HomePlace,
    _ isReplacing: Bool,
    isDirectory: Bool
  ) throws(HomeError) {
    do throws(Errno) {
      try place.move(place.name, to: newPlace, isReplacing: isReplacing)
    } catch {
      if error == .invalidArgument, isDirectory { throw .intoItself }
      if [.directoryNotEmpty, .isDirectory].contains(error) { throw .exists }
      throw HomeError(error)
    }
  }
}
