internal import Synchronization
internal import SystemCalls

extension HomeUpload {
  /// Makes the upload complete: what was written has the file's name from now on.
  ///
  /// A part takes the name in one step (rename(2)), with the mode of the file that it replaces or
  /// of the settings; a file written in place is unlocked. With `HomeSettings.isSynchronous` all of
  /// it is on the disk before. Where this throws, the upload is not over.
  ///
  /// - Returns: what replacing a file has freed.
  /// - Throws: `closed` where the upload is over, `exists` where a name was taken meanwhile that
  ///   may not be replaced, `busy` where another file has taken the place of the one written to,
  ///   and what the disk says.
  @discardableResult
  package func commit() throws(HomeError) -> HomeUsage {
    try isOver.withLock { isOver throws(HomeError) in
      if isOver { throw .closed }
      let freed: HomeUsage
      switch mode {
      case .inPlace: freed = try finishInPlace()
      case .part(let name, let isReplacing, _): freed = try putInPlace(name, isReplacing)
      }
      isOver = true
      try? System.unlock(descriptor)
      return freed
    }
  }

  /// Ends the upload without completing it; nothing where it is over.
  ///
  /// A part with something in it, for a name that nothing has, stays for its owner, who can go on
  /// within `HomeLimits.partSecondsMax`. Any other goes. What was written in place stays.
  ///
  /// - Parameter keepsPart: whether a part may stay.
  /// - Returns: what was freed.
  /// - Throws: what the disk says; then the part is left for the sweep.
  @discardableResult
  package func abandon(keepingPart keepsPart: Bool = true) throws(HomeError) -> HomeUsage {
    try isOver.withLock { isOver throws(HomeError) in
      if isOver { return .none }
      isOver = true
      defer { try? System.unlock(descriptor) }
      guard case .part(let name, _, let isFoundAgain) = mode else {
        return endInPlace(try HomeError.from { () throws(Errno) in try System.fstat(descriptor) })
      }
      let size = try size()
      if keepsPart, isFoundAgain, size > 0, try target.status() == nil { return .none }
      try HomeError.from { () throws(Errno) in
        try System.unlinkat(target.directory, name)
        // Its room is free now, and not only when the last descriptor closes.
        try System.ftruncate(descriptor, 0)
      }
      return HomeUsage(bytes: size, files: 1)
    }
  }

  private func finishInPlace() throws(HomeError) -> HomeUsage {
    try synchronise()
    // Another upload of the whole file may have replaced the one that this one has written to.
    let written = try HomeError.from { () throws(Errno) in try System.fstat(descriptor) }
    guard let found = try target.status(), found.isSameFile(as: written) else { throw .busy }
    return endInPlace(written)
  }

  /// Ends writing to a file that others see; what is free is all of it, where it has no name more.
  private func endInPlace(_ written: FileStatus) -> HomeUsage {
    guard FilesWrittenInPlace.shared.end(written.identity) else { return .none }
    return HomeUsage(bytes: written.size, files: 1)
  }

  private func putInPlace(_ name: [UInt8], _ isReplacing: Bool) throws(HomeError) -> HomeUsage {
    let old = try target.status()
    let mode = old?.kind == .file ? (old?.mode ?? 0) & 0o777 : settings.fileMode
    try HomeError.from { () throws(Errno) in try System.fchmod(descriptor, mode) }
    try synchronise()
    let freed = try DirectoryLocks.shared.withLock(of: target) { () throws(HomeError) in
      try target.freeing { () throws(HomeError) in try rename(name, isReplacing) }
    }
    if settings.isSynchronous {
      try HomeError.from { () throws(Errno) in
        // A descriptor of `O_PATH` cannot be synchronised.
        try System.fsync(
          try System.openat2(target.directory, [HomePath.dot], [.readOnly, .directory])
        )
      }
    }
    return freed
  }

  private func rename(_ name: [UInt8], _ isReplacing: Bool) throws(HomeError) {
    do throws(Errno) {
      try target.move(name, to: target, isReplacing: isReplacing)
    } catch {
      throw HomeError(error)
    }
  }

  private func synchronise() throws(HomeError) {
    guard settings.isSynchronous else { return }
    try HomeError.from { () throws(Errno) in try System.fsync(descriptor) }
  }
}
