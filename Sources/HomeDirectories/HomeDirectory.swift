package import SystemCalls

/// A user's file tree as a capability: whoever has it reaches what is beneath one directory, and
/// nothing else.
///
/// Every path is resolved by the kernel beneath the open directory (openat2(2) with
/// `RESOLVE_BENEATH` and `RESOLVE_NO_MAGICLINKS`), and what is changed is named by its last name in
/// a directory that is held open meanwhile. So no `..`, no symbolic link and no renaming at the
/// wrong moment leads out. Relative links that stay within are followed; absolute ones, which the
/// kernel refuses wherever they lead, and those that lead out count as `noSuchFile`.
///
/// **All operations block**, for the disk: call them on a thread that may, such as one of an
/// offload pool. They may be called from several threads at once. Nobody's permissions are looked
/// at but the process's own: `HomeAccess` does that.
package final class HomeDirectory: Sendable {
  /// Opened with `O_PATH`.
  let root: FileDescriptor

  /// How files and directories are made.
  package let settings: HomeSettings

  /// Opens a home.
  ///
  /// It stays that directory, wherever it is moved, until the value ends.
  ///
  /// - Parameters:
  ///   - path: where it is: the administrator's word, so that symbolic links are followed.
  ///   - missingMode: the permission bits to make it with where there is nothing, its parents with
  ///     0755, all less the process's umask; nil makes nothing.
  ///   - settings: how files and directories are made.
  /// - Throws: `noSuchFile`, `notADirectory`, `permissionDenied`; `notSupported` before Linux 5.6
  ///   and where a container's rules forbid openat2(2).
  package init(
    at path: String,
    makingWith missingMode: UInt16? = nil,
    settings: HomeSettings = HomeSettings()
  ) throws(HomeError) {
    let path = Array(path.utf8)
    guard !path.contains(0) else { throw .invalidName }
    self.settings = settings
    root = try HomeError.from { () throws(Errno) in
      guard let missingMode else { return try System.open(path, [.path, .directory]) }
      return try Self.make(path, missingMode)
    }
  }

  /// Opens a directory, and makes it and what is missing above it.
  private static func make(_ path: [UInt8], _ mode: UInt16) throws(Errno) -> FileDescriptor {
    let isAbsolute = path.first == HomePath.slash
    let names = path.split(separator: HomePath.slash).map { Array($0) }
    var place = try System.open(
      [isAbsolute ? HomePath.slash : HomePath.dot],
      [.path, .directory]
    )
    for (index, name) in names.enumerated() {
      do throws(Errno) {
        try System.mkdirat(place, name, mode: index == names.count - 1 ? mode : 0o755)
      } catch {
        // A read-only file system says so before it says that the directory is there.
        guard [.fileExists, .readOnlyFileSystem, .accessDenied].contains(error) else { throw error }
      }
      place = try System.openat2(place, name, [.path, .directory])
    }
    return place
  }

  /// How full the file system is that holds the home.
  package func freeSpace() throws(HomeError) -> FileSystemSpace {
    try HomeError.from { () throws(Errno) in try System.fstatvfs(root) }
  }
}
