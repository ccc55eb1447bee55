internal import SystemCalls

// Parts as files: made, locked, found idle. Whoever writes to one holds its lock (`F_OFD_SETLK`),
// which ends with the process too, so what a crash has left is idle.
extension HomeDirectory {
  /// Makes a part, locked; nil where the name is taken.
  func makePart(
    _ name: [UInt8],
    at target: borrowing HomePlace
  ) throws(HomeError) -> FileDescriptor? {
    let file: FileDescriptor
    do throws(Errno) {
      file = try target.open(name, [.writeOnly, .create, .exclusive], mode: Self.partMode)
    } catch {
      guard error == .fileExists else { throw HomeError(error) }
      return nil
    }
    // Somebody who looks for idle parts may have met it before it was locked.
    guard try lockNew(file, named: name, at: target) else { return nil }
    return file
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
      let file: FileDescriptor
      do throws(Errno) {
        file = try place.open(name, [.writeOnly])
      } catch {
        if error == .noSuchFile { return HomeUsage.none }
        throw HomeError(error)
      }
      guard try lock(file, named: name, at: place) else { return nil }
      return try unlinkPart(place, name, status)
    }
    return try unlinkPart(place, name, status)
  }

  private func unlinkPart(
    _ place: borrowing HomePlace,
    _ name: [UInt8],
    _ status: FileStatus
  ) throws(HomeError) -> HomeUsage {
    do throws(Errno) {
      try System.unlinkat(place.directory, name)
    } catch {
      throw HomeError(error)
    }
    return HomeUsage(freedBy: status)
  }

  /// Only the server's own user reads a part.
  private static let partMode: UInt16 = 0o600
}
