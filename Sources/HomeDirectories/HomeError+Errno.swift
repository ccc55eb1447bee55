internal import SystemCalls

// The one place where `errno` becomes a cause.
extension HomeError {
  /// The cause that a failed call names.
  init(_ error: Errno) {
    self =
      switch error {
      case .noSuchFile, .staleHandle: .noSuchFile
      case .accessDenied, .notPermitted: .permissionDenied
      case .notDirectory: .notADirectory
      case .isDirectory: .isADirectory
      case .noSuchAddress, .noSuchDevice: .notARegularFile
      case .fileExists: .exists
      case .directoryNotEmpty: .notEmpty
      case .illegalBytes: .invalidName
      case .nameTooLong: .nameTooLong
      case .tooManyLinks: .tooManyLinks
      case .crossDevice: .crossesFileSystems
      case .wouldBlock, .resourceBusy, .textBusy: .busy
      // A directory that can hold no further subdirectory is full as well.
      case .noSpace, .tooManyHardLinks: .noSpace
      case .quotaExceeded: .diskQuota
      case .readOnlyFileSystem: .readOnly
      case .fileTooLarge: .fileTooLarge
      case .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noMemory: .shortage
      case .notImplemented, .notSupported, .invalidArgument: .notSupported
      default: .failed(error.rawValue)
      }
  }

  /// Makes calls, and throws the cause of one that fails.
  static func from<R: ~Copyable>(
    _ body: () throws(Errno) -> R
  ) throws(HomeError) -> R {
    do throws(Errno) { return try body() } catch { throw HomeError(error) }
  }
}
