internal import Accounts
internal import FTPProtocol
internal import HomeDirectories

/// Why something was not done with a file.
enum ActionError: Error {
  case home(HomeError)
  case quota(QuotaError)
  /// The task was cancelled.
  case cancelled
  /// As many calls wait for the disk as may.
  case overloaded

  /// What the client is told.
  var reply: FTPReply {
    switch self {
    case .home(let error): error.reply
    case .quota(.exceeded): .quotaExceeded
    case .quota: .localError
    case .cancelled: .transferAborted
    case .overloaded: .fileBusy
    }
  }
}

extension HomeError {
  /// What the client is told.
  var reply: FTPReply {
    switch self {
    case .noSuchFile, .tooManyLinks: .noSuchFile
    case .permissionDenied, .readOnly, .crossesFileSystems: .permissionDenied
    case .notADirectory: .notADirectory
    case .isADirectory: .isADirectory
    case .notARegularFile: .notARegularFile
    case .exists: .fileExists
    case .notEmpty: .directoryNotEmpty
    case .invalidName, .nameTooLong, .intoItself, .tooDeep: .nameNotAllowed
    case .busy: .fileBusy
    case .noSpace: .noSpace
    case .diskQuota, .fileTooLarge: .quotaExceeded
    case .invalidOffset: .restartBeyondEnd
    case .invalidMode: .argumentMalformed
    case .shortage, .notSupported, .closed, .failed: .localError
    }
  }
}
