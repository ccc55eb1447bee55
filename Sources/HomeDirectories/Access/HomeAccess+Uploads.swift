internal import Accounts
internal import SystemCalls

extension HomeAccess {
  /// Begins the upload of a whole file; asks for `create`, and for `overwrite` where a file is
  /// replaced.
  ///
  /// With `create` alone a file that gets the name meanwhile makes the end of the upload `exists`.
  package func beginUpload(to path: HomePath) throws(HomeError) -> HomeUpload {
    try requireAny(of: [.create, .overwrite], at: path)
    let allowed = permissions(at: path)
    do throws(HomeError) {
      if !allowed.contains(.create) { try requireFile(at: path) }
      return try home.beginUpload(
        to: path,
        owner: owner,
        isReplacing: allowed.contains(.overwrite)
      )
    } catch {
      throw error == .exists ? .permissionDenied : error
    }
  }

  /// Goes on with an upload at an offset: in place in a file that exists, which asks for
  /// `overwrite`, or at its very end for `append`; else in the part that a cut upload of this
  /// account has left, which asks for `create`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - offset: where to go on, in bytes from the start; what is behind is cut off. At 0 it is the
  ///     upload of a whole file, as by `beginUpload`.
  /// - Returns: the upload.
  /// - Throws: `permissionDenied`, and as `HomeDirectory`'s.
  package func resumeUpload(
    to path: HomePath,
    at offset: Int64
  ) throws(HomeError) -> HomeUpload {
    if offset == 0 { return try beginUpload(to: path) }
    return try goOn(to: path, at: offset, inPlace: [.append, .overwrite])
  }

  /// Goes on at the end: of a file that exists, which asks for `append`; else of the part that a
  /// cut upload of this account has left, or of nothing, which asks for `create`.
  package func append(to path: HomePath) throws(HomeError) -> HomeUpload {
    try goOn(to: path, at: nil, inPlace: .append)
  }

  /// Begins the upload of a file with a name that nothing has; asks for `create`.
  ///
  /// - Parameters:
  ///   - path: the directory to hold it.
  ///   - hint: the name to have, if it is free; else a name that begins like it; nil for any.
  /// - Returns: the upload, which knows its name.
  /// - Throws: `permissionDenied`, and as `HomeDirectory`'s.
  package func beginUniqueUpload(
    in path: HomePath,
    hint: [UInt8]? = nil
  ) throws(HomeError) -> HomeUpload {
    try require(.create, at: path)
    if let hint { try require(.create, at: try path.appending(hint)) }
    return try home.beginUniqueUpload(in: path, hint: hint, owner: owner)
  }

  /// Looks whether the upload of a file could begin, and changes nothing.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - offset: where it would go on, in bytes from the start.
  /// - Throws: as the beginning would, but for what only the attempt shows.
  package func checkUpload(to path: HomePath, at offset: Int64) throws(HomeError) {
    try requireAny(of: [.create, .overwrite, .append], at: path)
    let status = try home.regularStatus(at: try home.target(of: path))
    guard offset > 0 else { return }
    let begun = status == nil ? try home.keptPart(of: path, owner: owner) : status
    guard let begun else { throw .noSuchFile }
    guard offset <= begun.size else { throw .invalidOffset }
  }

  /// Looks whether the upload of a file with a name that nothing has could begin; asks for
  /// `create`.
  package func checkUniqueUpload(in path: HomePath) throws(HomeError) {
    try require(.create, at: path)
  }

  private func goOn(
    to path: HomePath,
    at offset: Int64?,
    inPlace needed: Permissions
  ) throws(HomeError) -> HomeUpload {
    let allowed = permissions(at: path)
    try requireAny(of: needed.union(.create), at: path)
    do throws(HomeError) {
      if allowed.isDisjoint(with: needed) {
        guard try fileExists(at: path) else { throw .noSuchFile }
        throw .permissionDenied
      }
      return try home.openForWriting(path, at: offset, mayCut: allowed.contains(.overwrite))
    } catch {
      guard error == .noSuchFile else { throw error }
    }
    try require(.create, at: path)
    return try home.resumeUpload(
      to: path,
      owner: owner,
      at: offset,
      isReplacing: allowed.contains(.overwrite)
    )
  }

  private func requireFile(at path: HomePath) throws(HomeError) {
    guard try fileExists(at: path) else { throw .permissionDenied }
  }

  private func fileExists(at path: HomePath) throws(HomeError) -> Bool {
    try home.regularStatus(at: try home.target(of: path)) != nil
  }
}
