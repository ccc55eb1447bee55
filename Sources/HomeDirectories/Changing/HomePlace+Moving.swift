internal import SystemCalls

extension HomePlace {
  /// Gives a name of this directory the name of another place: renameat2(2), also where the file
  /// system has no `RENAME_NOREPLACE`.
  ///
  /// There a name that appears between the look and the renaming is replaced.
  ///
  /// - Parameters:
  ///   - name: what to rename.
  ///   - place: where it goes.
  ///   - isReplacing: whether what is there gives way.
  /// - Throws: `EEXIST` where something is in the way, and all else that renameat2(2) names.
  func move(
    _ name: [UInt8],
    to place: borrowing HomePlace,
    isReplacing: Bool
  ) throws(Errno) {
    do throws(Errno) {
      try rename(name, to: place, isReplacing: isReplacing)
    } catch {
      guard error == .invalidArgument, !isReplacing else { throw error }
      try place.refuseExisting()
      try rename(name, to: place, isReplacing: true)
    }
  }

  private func rename(
    _ name: [UInt8],
    to place: borrowing HomePlace,
    isReplacing: Bool
  ) throws(Errno) {
    try System.renameat2(
      directory,
      name,
      to: place.directory,
      place.name,
      isReplacing: isReplacing
    )
  }

  private func refuseExisting() throws(Errno) {
    do throws(Errno) {
      _ = try System.fstatat(directory, name)
    } catch {
      guard error == .noSuchFile else { throw error }
      return
    }
    throw .fileExists
  }
}
