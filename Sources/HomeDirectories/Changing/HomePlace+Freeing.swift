internal import SystemCalls

extension HomePlace {
  /// Ends the name by what is done, and tells what that has freed.
  ///
  /// The caller holds the lock of the directory.
  ///
  /// - Parameter body: removes the name, or gives it to another file.
  /// - Returns: the file's room; nothing for one that has other names, is no regular one, or is
  ///   written in place: then its upload tells at its end.
  /// - Throws: what `body` throws, and what the disk says before.
  func freeing(_ body: () throws(HomeError) -> Void) throws(HomeError) -> HomeUsage {
    guard let old = try opened() else {
      try body()
      return .none
    }
    try body()
    // It is done: what cannot be told now is counted anew by the next server.
    guard let status = try? System.fstat(old), status.kind == .file, status.linkCount == 0,
      !FilesWrittenInPlace.shared.isWritten(whenRemoved: status.identity),
      let size = try? System.fstat(old).size
    else { return .none }
    return HomeUsage(bytes: size, files: 1)
  }

  /// Which directory it is in.
  func directoryIdentity() throws(HomeError) -> FileIdentity {
    try HomeError.from { () throws(Errno) in try System.fstat(directory).identity }
  }

  /// What the name stands for, open only to be looked at; nil for nothing.
  private func opened() throws(HomeError) -> FileDescriptor? {
    do throws(Errno) {
      return try open(name, [.path])
    } catch {
      if error == .noSuchFile { return nil }
      throw HomeError(error)
    }
  }
}
