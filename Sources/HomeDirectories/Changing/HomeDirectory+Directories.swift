internal import SystemCalls

extension HomeDirectory {
  /// Makes a directory, with the mode of the settings.
  ///
  /// - Throws: `exists`, `noSuchFile` without one to hold it, `noSpace` and what else mkdir(2)
  ///   names.
  package func makeDirectory(_ path: HomePath) throws(HomeError) {
    let place = try place(of: path, ifHome: .exists)
    let mode = settings.directoryMode
    try HomeError.from { () throws(Errno) in
      try System.mkdirat(place.directory, place.name, mode: mode)
    }
  }

  /// Removes an empty directory.
  ///
  /// One that holds nothing but parts of uploads that are not under way is empty to its user, and
  /// goes with them.
  ///
  /// - Returns: what was freed.
  /// - Throws: `notEmpty`, `notADirectory`, `noSuchFile`; `permissionDenied` for the home.
  @discardableResult
  package func removeDirectory(_ path: HomePath) throws(HomeError) -> HomeUsage {
    let place = try place(of: path, ifHome: .permissionDenied)
    var freed = HomeUsage(directories: 1)
    do throws(HomeError) {
      try remove(place)
    } catch {
      guard error == .notEmpty else { throw error }
      freed = freed + (try removeParts(in: place))
      try remove(place)
    }
    return freed
  }

  /// Removes a file, or a symbolic link itself.
  ///
  /// - Returns: what was freed; nothing for a file that has other names, or is written in place:
  ///   its upload tells.
  /// - Throws: `isADirectory`, `noSuchFile` and what else unlink(2) names.
  @discardableResult
  package func deleteFile(_ path: HomePath) throws(HomeError) -> HomeUsage {
    let place = try place(of: path)
    return try DirectoryLocks.shared.withLock(of: place) { () throws(HomeError) in
      try place.freeing { () throws(HomeError) in
        try HomeError.from { () throws(Errno) in try System.unlinkat(place.directory, place.name) }
      }
    }
  }

  private func remove(_ place: borrowing HomePlace) throws(HomeError) {
    do throws(Errno) {
      try System.unlinkat(place.directory, place.name, isDirectory: true)
    } catch {
      // POSIX allows either.
      throw error == .fileExists ? .notEmpty : HomeError(error)
    }
  }

  /// Removes the parts in a directory that holds nothing else.
  private func removeParts(in place: borrowing HomePlace) throws(HomeError) -> HomeUsage {
    let parts = try partNames(in: place)
    var freed = HomeUsage.none
    for name in parts {
      let directory: FileDescriptor
      do throws(Errno) {
        directory = try place.open(place.name, [.path, .directory])
      } catch {
        throw HomeError(error)
      }
      let part = HomePlace(directory: directory, name: name)
      guard let usage = try removeIdlePart(part) else { throw .notEmpty }
      freed = freed + usage
    }
    return freed
  }

  /// The names of the parts in a directory; `notEmpty` where it holds something else, or more.
  private func partNames(in place: borrowing HomePlace) throws(HomeError) -> [[UInt8]] {
    do throws(Errno) {
      var reader = DirectoryReader(try place.open(place.name, [.readOnly, .directory]))
      var names: [[UInt8]] = []
      while let entry = try reader.next() {
        guard PartName.isReserved(entry.name), names.count < HomeLimits.removedPartsMax else {
          throw .directoryNotEmpty
        }
        names.append(entry.name)
      }
      return names
    } catch {
      throw HomeError(error)
    }
  }
}
