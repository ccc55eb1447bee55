package import SystemCalls

// Going on with what is there: in a file, in place; in the part that a cut upload to a new name has
// left, for its owner.
extension HomeDirectory {
  /// Begins to write to a file that exists, in place and under a lock.
  ///
  /// - Parameters:
  ///   - path: the file, through symbolic links that stay within.
  ///   - offset: where to go on, in bytes from the start; what is behind is cut off. Nil goes on at
  ///     the end.
  ///   - mayCut: whether something may be behind the offset; else that is `permissionDenied`.
  /// - Returns: the upload.
  /// - Throws: `noSuchFile`, `invalidOffset` behind the end, `busy` while another upload writes to
  ///   it, `isADirectory`, `notARegularFile` and what else open(2) names.
  package func openForWriting(
    _ path: HomePath,
    at offset: Int64? = nil,
    mayCut: Bool = true
  ) throws(HomeError) -> HomeUpload {
    let target = try target(of: path)
    let begun = try DirectoryLocks.shared.withLock(of: target) { () throws(HomeError) in
      guard try regularStatus(at: target) != nil,
        let file = try openForWriting(target.name, at: target)
      else { throw .noSuchFile }
      let begun = try begin(file, .inPlace, at: target, from: offset, mayCut: mayCut)
      FilesWrittenInPlace.shared.begin(begun.status.identity)
      return begun
    }
    return upload(begun, to: target, mode: .inPlace)
  }

  /// Goes on with an upload to a name that nothing has, in its owner's part.
  ///
  /// - Parameters:
  ///   - path: the file to be.
  ///   - owner: whose upload it is.
  ///   - offset: where to go on; what is behind is cut off. Nil goes on at the end of the part, and
  ///     begins anew where there is none, as 0 does.
  ///   - isReplacing: whether a file that gets the name meanwhile gives way.
  /// - Returns: the upload.
  /// - Throws: `exists` where something has the name; `noSuchFile` without a part, `invalidOffset`
  ///   behind its end, `busy` while another upload writes to it, and what else open(2) names.
  package func resumeUpload(
    to path: HomePath,
    owner: Int64,
    at offset: Int64? = nil,
    isReplacing: Bool = true
  ) throws(HomeError) -> HomeUpload {
    let target = try target(of: path)
    guard try regularStatus(at: target) == nil else { throw .exists }
    let name = PartName.of(target.name, owner: owner)
    guard try target.status(of: name)?.kind == .file,
      let file = try openForWriting(name, at: target)
    else {
      guard offset ?? 0 == 0 else { throw .noSuchFile }
      return try makeUpload(to: target, owner, isReplacing: isReplacing)
    }
    let mode = UploadMode.part(name: name, isReplacing: isReplacing, isFoundAgain: true)
    let begun = try begin(file, mode, at: target, from: offset, mayCut: true)
    return upload(begun, to: target, mode: mode)
  }

  /// What a cut upload to a new name has left for its owner.
  ///
  /// - Returns: the part's status, whose size is what has come; nil where there is none, or a file
  ///   has the name.
  /// - Throws: what the way to it says.
  package func keptPart(of path: HomePath, owner: Int64) throws(HomeError) -> FileStatus? {
    let target = try target(of: path)
    guard try target.status() == nil else { return nil }
    let part = try target.status(of: PartName.of(target.name, owner: owner))
    return part?.kind == .file ? part : nil
  }

  /// Removes what a cut upload has left for its owner.
  ///
  /// - Returns: what was freed; nothing where there is none.
  /// - Throws: `busy` while it is written to, and what the disk says.
  package func removeKeptPart(of path: HomePath, owner: Int64) throws(HomeError) -> HomeUsage {
    let target = try target(of: path)
    let name = PartName.of(target.name, owner: owner)
    guard let freed = try removeIdlePart(target, named: name) else { throw .busy }
    return freed
  }

  /// Opens what is at a place; nil where nothing is, or no longer.
  func openForWriting(
    _ name: [UInt8],
    at target: borrowing HomePlace
  ) throws(HomeError) -> FileDescriptor? {
    do throws(Errno) {
      return try target.open(name, [.writeOnly])
    } catch {
      if error == .noSuchFile { return nil }
      throw HomeError(error)
    }
  }

  /// A file that is locked, and how it was before the upload began.
  private struct Begun: ~Copyable, Sendable {
    let file: FileDescriptor
    let start: Int64
    let status: FileStatus
  }

  /// Locks an open file and cuts it where the upload begins.
  private func begin(
    _ file: consuming FileDescriptor,
    _ mode: UploadMode,
    at target: borrowing HomePlace,
    from offset: Int64?,
    mayCut: Bool
  ) throws(HomeError) -> Begun {
    _ = try regularStatus(of: file)
    guard try lock(file, named: mode.name(at: target), at: target) else { throw .busy }
    // Only under the lock does it stay as it is.
    let status = try regularStatus(of: file)
    // Of a part with a second name somebody else knows the other.
    guard mode == .inPlace || status.linkCount == 1 else { throw .permissionDenied }
    let start = offset ?? status.size
    guard 0...status.size ~= start else { throw .invalidOffset }
    if start < status.size {
      guard mayCut else { throw .permissionDenied }
      try cut(file, to: start)
    }
    return Begun(file: file, start: start, status: status)
  }

  private func upload(
    _ begun: consuming Begun,
    to target: consuming HomePlace,
    mode: UploadMode
  ) -> HomeUpload {
    HomeUpload(
      begun.file,
      to: target,
      mode: mode,
      startOffset: begun.start,
      sizeBefore: begun.status.size,
      settings: settings
    )
  }

  private func cut(_ file: borrowing FileDescriptor, to size: Int64) throws(HomeError) {
    do throws(Errno) { try System.ftruncate(file, size) } catch { throw HomeError(error) }
  }
}
