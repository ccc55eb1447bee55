internal import SystemCalls

extension HomeDirectory {
  /// Begins the upload of a whole file.
  ///
  /// It is written to a part, made with `O_EXCL` and `O_NOFOLLOW` and not readable by others, which
  /// takes the name at the end. What an earlier upload of the owner has left of it goes. A symbolic
  /// link that stays within is followed, so that the file that it leads to is replaced.
  ///
  /// - Parameters:
  ///   - path: the file to be.
  ///   - owner: whose upload it is: a number that its account keeps.
  ///   - isReplacing: whether a file that is there, or comes meanwhile, gives way.
  /// - Returns: the upload, which begins at 0.
  /// - Throws: `exists`, `isADirectory`, `notARegularFile`, `noSuchFile` without a directory to
  ///   hold it, and what else open(2) names.
  package func beginUpload(
    to path: HomePath,
    owner: Int64,
    isReplacing: Bool = true
  ) throws(HomeError) -> HomeUpload {
    let target = try target(of: path)
    if try regularStatus(at: target) != nil, !isReplacing { throw .exists }
    return try makeUpload(to: target, owner, isReplacing: isReplacing)
  }

  /// Begins the upload of a file with a name that nothing has.
  ///
  /// - Parameters:
  ///   - path: the directory to hold it.
  ///   - hint: the name to have, if it is free; else a name that begins like it; nil for any.
  ///   - owner: as in `beginUpload`.
  /// - Returns: the upload, which knows its name.
  /// - Throws: `invalidName`, `exists` where the name was taken before the end, and as
  ///   `beginUpload`.
  package func beginUniqueUpload(
    in path: HomePath,
    hint: [UInt8]?,
    owner: Int64
  ) throws(HomeError) -> HomeUpload {
    var name = hint ?? Array("upload".utf8)
    let stem = Array(name.prefix(HomeLimits.nameBytesMax - 1 - Self.uniqueDigits)) + [HomePath.dot]
    for attempt in 0..<HomeLimits.attemptsMax {
      if attempt > 0 || hint == nil { name = stem + Self.randomDigits() }
      let target = try place(of: try path.appending(name))
      guard try target.status() == nil else { continue }
      let part = PartName.of(name, owner: owner)
      let mode = UploadMode.part(name: part, isReplacing: false, isFoundAgain: true)
      if let file = try makePart(part, at: target) {
        return upload(file, to: target, mode, discarded: .none)
      }
    }
    throw .busy
  }

  /// What is at a place where a file is to be written: a regular file, or nil for nothing.
  func regularStatus(at target: borrowing HomePlace) throws(HomeError) -> FileStatus? {
    guard let status = try target.status() else { return nil }
    switch status.kind {
    case .file: return status
    case .directory: throw .isADirectory
    default: throw .notARegularFile
    }
  }

  /// Makes a part anew, and the upload that writes to it.
  ///
  /// Where the owner's part is being written by another upload, this one has a spare.
  func makeUpload(
    to target: consuming HomePlace,
    _ owner: Int64,
    isReplacing: Bool
  ) throws(HomeError) -> HomeUpload {
    let name = PartName.of(target.name, owner: owner)
    var discarded = HomeUsage.none
    for _ in 0..<HomeLimits.attemptsMax {
      if let file = try makePart(name, at: target) {
        let mode = UploadMode.part(name: name, isReplacing: isReplacing, isFoundAgain: true)
        return upload(file, to: target, mode, discarded: discarded)
      }
      if let freed = try removeIdlePart(target, named: name) {
        discarded = discarded + freed
        continue
      }
      let spare = PartName.of(target.name, owner: owner, spare: .random(in: 0...UInt64.max))
      if let file = try makePart(spare, at: target) {
        let mode = UploadMode.part(name: spare, isReplacing: isReplacing, isFoundAgain: false)
        return upload(file, to: target, mode, discarded: discarded)
      }
    }
    throw .busy
  }

  private func upload(
    _ file: consuming FileDescriptor,
    to target: consuming HomePlace,
    _ mode: UploadMode,
    discarded: HomeUsage
  ) -> HomeUpload {
    HomeUpload(
      file,
      to: target,
      mode: mode,
      startOffset: 0,
      sizeBefore: 0,
      discarded: discarded,
      settings: settings
    )
  }

  private static let uniqueDigits = 8

  private static func randomDigits() -> [UInt8] {
    let letters = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
    return (0..<uniqueDigits).map { _ in letters[Int.random(in: letters.indices)] }
  }
}
