/// Why an operation in a home failed, one case a cause.
///
/// No text names a path: what a client has asked for the client knows, and where its home lies it
/// should not.
package enum HomeError: Error, Hashable, Sendable {
  /// There is nothing by that name, or only a symbolic link that leads out of the home or nowhere.
  case noSuchFile
  /// The account's rules or the file system forbid it.
  case permissionDenied
  /// It, or something on the way to it, is no directory.
  case notADirectory
  /// It is a directory.
  case isADirectory
  /// It is a FIFO, a socket or a device.
  case notARegularFile
  /// Something has that name.
  case exists
  /// The directory holds something.
  case notEmpty
  /// The name holds NUL, CR or LF, is reserved for parts, or the file system does not take it.
  case invalidName
  /// The name, or the path, is longer than `HomeLimits` or the file system allow.
  case nameTooLong
  /// Symbolic links lead from one to the next without end.
  case tooManyLinks
  /// The directory would come to lie within itself.
  case intoItself
  /// The two places are on different file systems.
  case crossesFileSystems
  /// Another writes to the file, or changes the tree too fast.
  case busy
  /// The disk is full.
  case noSpace
  /// The file system's quota is used up; that of the account is not looked at here.
  case diskQuota
  /// The file system is read-only.
  case readOnly
  /// The file would be larger than the file system can hold.
  case fileTooLarge
  /// The offset lies behind the end of the file.
  case invalidOffset
  /// The mode has other bits than 0777.
  case invalidMode
  /// The tree has more levels than `HomeLimits.treeLevelsMax`.
  case tooDeep
  /// The process or the system is out of descriptors or memory.
  case shortage
  /// The kernel or the file system cannot do it.
  case notSupported
  /// The upload is over.
  case closed
  /// Anything else, as a rule a damaged disk; the number is `errno`.
  case failed(Int32)
}

extension HomeError: CustomStringConvertible {
  /// The cause in a few words, for a reply or a line of a log.
  package var description: String {
    switch self {
    case .noSuchFile: "no such file or directory"
    case .permissionDenied: "permission denied"
    case .notADirectory: "not a directory"
    case .isADirectory: "is a directory"
    case .notARegularFile: "not a regular file"
    case .exists: "exists already"
    case .notEmpty: "directory is not empty"
    case .invalidName: "name is not allowed"
    case .nameTooLong: "name is too long"
    case .tooManyLinks: "too many symbolic links"
    case .intoItself: "a directory cannot be moved into itself"
    case .crossesFileSystems: "cannot be moved to another file system"
    case .busy: "in use, try again later"
    case .noSpace: "no space left"
    case .diskQuota: "disk quota is used up"
    case .readOnly: "file system is read-only"
    case .fileTooLarge: "file is too large"
    case .invalidOffset: "offset is behind the end of the file"
    case .invalidMode: "mode is not within 000 to 777"
    case .tooDeep: "directories are nested too deeply"
    case .shortage: "out of descriptors or memory"
    case .notSupported: "not supported here"
    case .closed: "upload is over"
    case .failed: "input/output error"
    }
  }
}
