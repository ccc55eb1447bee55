package import SystemCalls

extension HomeDirectory {
  /// What a path leads to, through symbolic links that stay within; of one that leads out or
  /// nowhere, the link itself.
  ///
  /// - Throws: `noSuchFile`, `notADirectory`, `permissionDenied`.
  package func status(of path: HomePath) throws(HomeError) -> FileStatus {
    do throws(HomeError) {
      let found = try open(path.relativeText, [.path])
      return try HomeError.from { () throws(Errno) in try System.fstat(found) }
    } catch {
      guard [.noSuchFile, .tooManyLinks, .notADirectory].contains(error) else { throw error }
      guard let link = try? place(of: path).status(), link.kind == .link else { throw error }
      return link
    }
  }

  /// Opens a file for reading.
  ///
  /// - Returns: the file, which closes when it ends.
  /// - Throws: `isADirectory`, `notARegularFile`, `noSuchFile` and what else open(2) names.
  package func openForReading(_ path: HomePath) throws(HomeError) -> HomeFile {
    let file = try open(path.relativeText, [.readOnly, .nonBlocking, .noControllingTerminal])
    let status = try regularStatus(of: file)
    return HomeFile(file, status: status)
  }

  /// The status of an open file, which must be a regular one.
  func regularStatus(of file: borrowing FileDescriptor) throws(HomeError) -> FileStatus {
    let status: FileStatus
    do throws(Errno) { status = try System.fstat(file) } catch { throw HomeError(error) }
    switch status.kind {
    case .file: return status
    case .directory: throw .isADirectory
    default: throw .notARegularFile
    }
  }
}
