// Replies about files and directories. They name the cause, and neither local paths nor numbers of
// the system.
extension FTPReply {
  /// 250.
  package static let directoryChanged = Self(250, "Directory changed")
  /// 250.
  package static let deleted = Self(250, "Deleted")
  /// 250.
  package static let directoryRemoved = Self(250, "Directory removed")
  /// 250.
  package static let renamed = Self(250, "Renamed")
  /// 350.
  package static let renameTarget = Self(350, "Send RNTO")
  /// 503.
  package static let renameSourceFirst = Self(503, "Send RNFR first")
  /// 200: SITE CHMOD.
  package static let modeChanged = Self(200, "Mode changed")
  /// 213 or 200: SITE UTIME.
  package static let timeChanged = Self(200, "Time changed")
  /// 200: ALLO, where there is room.
  package static let roomAvailable = Self(200, "Room is available")
  /// 202: ALLO, where nobody counts.
  package static let allocationNotNeeded = Self(202, "No allocation needed")

  /// 550.
  package static let noSuchFile = Self(550, "No such file or directory")
  /// 550.
  package static let permissionDenied = Self(550, "Permission denied")
  /// 550.
  package static let notADirectory = Self(550, "Not a directory")
  /// 501: MLSD of a file (RFC 3659 §7.2.1).
  package static let listNeedsDirectory = Self(501, "Not a directory")
  /// 550.
  package static let isADirectory = Self(550, "Is a directory")
  /// 550.
  package static let notARegularFile = Self(550, "Not a regular file")
  /// 550.
  package static let fileExists = Self(550, "File exists")
  /// 550.
  package static let directoryNotEmpty = Self(550, "Directory not empty")
  /// 550: `/`.
  package static let homeRefused = Self(550, "Not possible with the home directory")
  /// 550: SIZE would have to read the file.
  package static let sizeNeedsBinary = Self(550, "SIZE not allowed in ASCII mode")
  /// 550.
  package static let tooManyMatches = Self(550, "Too many files match")
  /// 450.
  package static let fileBusy = Self(450, "File busy")
  /// 552.
  package static let quotaExceeded = Self(552, "Quota exceeded")
  /// 553: it holds what no name may, is too long, or is reserved.
  package static let nameNotAllowed = Self(553, "Name not allowed")
  /// 553: the target exists, and may not be replaced.
  package static let replacingRefused = Self(553, "File exists and may not be replaced")

  /// 250: facts about one file (RFC 3659 §7).
  ///
  /// - Parameter line: the facts, a space, and the whole path.
  /// - Returns: the reply.
  package static func facts(_ line: [UInt8]) -> Self {
    Self(250, first: "Listing follows", inner: [line], last: "End")
  }

  /// 212 or 213: lines as LIST gives them, on the control connection.
  ///
  /// - Parameters:
  ///   - lines: without their endings; those beyond `FTPLimits.statusLinesMax` are left out.
  ///   - isDirectory: whether the path is a directory.
  /// - Returns: the reply.
  package static func status(ofPath lines: [[UInt8]], isDirectory: Bool) -> Self {
    Self(
      isDirectory ? 212 : 213,
      first: "Status follows",
      inner: Array(lines.prefix(FTPLimits.statusLinesMax)),
      last: lines.count > FTPLimits.statusLinesMax ? "End, more left out" : "End"
    )
  }
}
