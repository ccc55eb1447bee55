internal import SystemCalls

// Parts as files: made, locked, found idle. Whoever writes to one holds its lock (`F_OFD_SETLK`),
// which ends with the process too, so what a crash has left is idle.
extension HomeDirectory {
  /// Makes a part, locked; nil where the name is taken.
  func makePart(
    _ name: [UInt8],
    at target: borrowing HomePlace
  ) throws(HomeError) -> FileDescriptor? {
    // Nobody who looks for idle parts meets it before it is locked: it is not counted yet.
    try DirectoryLocks.shared.withLock(of: target) { () throws(HomeError) in
      guard let file = try createPart(name, at: target) else { return nil }
      // Another process may.
      guard try lockNew(file, named: name, at: target) else { return nil }
      return file
    }
  }

  private func createPart(
    _ name: [UInt8],
    at target: borrowing HomePlace
  ) throws(HomeError) -> FileDescriptor? {
    do throws(Errno) {
      return try target.open(name, [.writeOnly, .create, .exclusive], mode: Self.partMode)
    } catch {
      guard error == .fileExists else { throw HomeError(error) }
      return nil
    }
  }

  /// Locks a part that was just made, and removes it where that fails.
  private func lockNew(
    _ file: borrowing FileDescriptor,
    named name: [UInt8],
    at target: borrowing HomePlace
  ) throws(HomeError) -> Bool {
    do throws(HomeError) {
      return try lock(file, named: name, at: target)
    } catch {
      try? System.unlinkat(target.directory, name)
      throw error
    }
  }

  /// Locks an open part; false where another holds the lock, or the name is no longer its own.
  func lock(
    _ file: borrowing FileDescriptor,
    named name: [UInt8],
    at target: borrowing HomePlace
  ) throws(HomeError) -> Bool {
    let own: FileStatus
    do throws(Errno) {
      guard try System.lockForWriting(file) else { return false }
      own = try System.fstat(file)
    } catch {
      throw HomeError(error)
    }
    return try target.status(of: name)?.isSameFile(as: own) ?? false
  }

  /// Removes a part that nobody writes to.
  ///
  /// - Parameters:
  ///   - place: where it is.
  ///   - name: its name; nil for that of the place.
  ///   - isMeant: whether it is to go, by its status.
  /// - Returns: what was freed, nothing where it is gone already; nil where it is in use or not
  ///   meant.
  /// - Throws: what the disk says.
  func removeIdlePart(
    _ place: borrowing HomePlace,
    named name: [UInt8]? = nil,
    where isMeant: (FileStatus) -> Bool = { _ in true }
  ) throws(HomeError) -> HomeUsage? {
    let name = name ?? place.name
    guard let status = try place.status(of: name) else { return HomeUsage.none }
    guard isMeant(status) else { return nil }
    // Anything but a file was put there by somebody else, and nobody writes to it as to a part.
    if status.kind == .file {
      guard let file = try openForWriting(name, at: place) else { return HomeUsage.none }
      guard try lock(file, named: name, at: place) else { return nil }
      return try HomeError.from { () throws(Errno) in
        try System.unlinkat(place.directory, name)
        // Only under the lock does it stay as large as it is.
        let status = try System.fstat(file)
        return status.linkCount == 0 ? HomeUsage(bytes: status.size, files: 1) : .none
      }
    }
    try HomeError.from { () throws(Errno) in try System.unlinkat(place.directory, name) }
    return HomeUsage.none
  }

  /// Only the server's own user reads a part.
  private static let partMode: UInt16 = 0o600
}
