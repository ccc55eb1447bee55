internal import SystemCalls

/// A name in a directory that is held open: a place for calls that no renaming above it can move.
struct HomePlace: ~Copyable, Sendable {
  /// Opened with `O_PATH`.
  let directory: FileDescriptor
  let name: [UInt8]

  /// What is there, a symbolic link itself; nil for nothing.
  func status() throws(HomeError) -> FileStatus? { try status(of: name) }

  /// What another name of the directory stands for; nil for nothing.
  func status(of name: [UInt8]) throws(HomeError) -> FileStatus? {
    do throws(Errno) {
      return try System.fstatat(directory, name)
    } catch {
      if error == .noSuchFile { return nil }
      throw HomeError(error)
    }
  }

  /// Opens a name of the directory: the last symbolic link is not followed either.
  func open(
    _ name: [UInt8],
    _ flags: OpenFlags,
    mode: UInt16 = 0
  ) throws(Errno) -> FileDescriptor {
    // A place that is not opened for reading or writing has no use for these, and refuses them.
    let waiting: OpenFlags = flags.contains(.path) ? [] : [.nonBlocking, .noControllingTerminal]
    return try System.openat2(
      directory,
      name,
      flags.union(waiting).union(.noFollow),
      mode: mode,
      resolution: [.beneath, .noMagicLinks, .noLinks]
    )
  }
}
