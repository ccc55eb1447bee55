package import SystemCalls

extension HomeDirectory {
  /// Sets the permission bits of a file or directory, through symbolic links that stay within:
  /// fchmodat2(2).
  ///
  /// - Parameters:
  ///   - path: whose.
  ///   - mode: 0…0777; the bits above stay off.
  /// - Throws: `invalidMode`, `permissionDenied` for what is another user's, and what else chmod(2)
  ///   names.
  package func setMode(of path: HomePath, to mode: UInt16) throws(HomeError) {
    guard mode <= 0o777 else { throw .invalidMode }
    let place = try open(path.relativeText, [.path])
    try HomeError.from { () throws(Errno) in
      do throws(Errno) {
        try System.fchmodat2(place, mode)
      } catch {
        // Before Linux 6.6 the descriptor's own link of /proc is the way that cannot be swapped.
        guard error == .notImplemented else { throw error }
        try System.chmod(Array("/proc/self/fd/\(place.number)".utf8), mode)
      }
    }
  }

  /// Sets when the content of a file or directory changed last, through symbolic links that stay
  /// within: utimensat(2).
  ///
  /// Before 1970 and after 2038 too, as far as the file system can.
  ///
  /// - Throws: `permissionDenied` for what is another user's, and what else utimensat(2) names.
  package func setTime(of path: HomePath, to time: FileTime) throws(HomeError) {
    let place = try open(path.relativeText, [.path])
    try HomeError.from { () throws(Errno) in try System.utimensat(place, modified: time) }
  }
}
