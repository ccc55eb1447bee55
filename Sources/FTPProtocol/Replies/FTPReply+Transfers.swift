// Replies about data connections and what goes over them.
extension FTPReply {
  /// 150: the data connection is to be opened.
  ///
  /// - Parameter bytes: how many will be sent, which clients show progress by; nil where that is
  ///   not known.
  /// - Returns: the reply.
  package static func opening(bytes: Int64? = nil) -> Self {
    Self(150, "Opening data connection" + suffix(bytes))
  }

  /// 125: the data connection is open already.
  ///
  /// - Parameter bytes: as above.
  /// - Returns: the reply.
  package static func starting(bytes: Int64? = nil) -> Self {
    Self(125, "Data connection open, transfer starting" + suffix(bytes))
  }

  /// 226.
  package static let transferComplete = Self(226, "Transfer complete")
  /// 225: there was nothing to abort.
  package static let nothingToAbort = Self(225, "No transfer to abort")
  /// 226: the second reply where a transfer was cut.
  package static let abortComplete = Self(226, "Abort complete")
  /// 426: the first reply where a transfer was cut.
  package static let transferAborted = Self(426, "Transfer aborted")
  /// 426: by the peer or the network.
  package static let transferBroken = Self(426, "Data connection broken, transfer aborted")
  /// 426: no byte went for too long.
  package static let transferStalled = Self(426, "Data connection stalled, transfer aborted")
  /// 426: the end of TLS was missing, so that nobody knows whether the file is whole.
  package static let transferCut = Self(426, "Data connection ended without TLS close_notify")
  /// 425: neither PASV nor PORT came before.
  package static let noDataConnection = Self(425, "Use PASV, EPSV, PORT or EPRT first")
  /// 425.
  package static let cannotOpenData = Self(425, "Cannot open data connection")
  /// 425: the peer did not come.
  package static let dataConnectionLate = Self(425, "Data connection was not opened in time")
  /// 425.
  package static let noPortFree = Self(425, "No port free for a data connection")
  /// 425.
  package static let dataHandshakeFailed = Self(425, "TLS handshake of data connection failed")
  /// 425: required by the server's settings.
  package static let dataSessionNotResumed = Self(
    425,
    "TLS session of data connection not resumed"
  )
  /// 521: required by the server's settings.
  package static let dataNeedsProtection = Self(521, "Data connection needs PROT P")
  /// 451.
  package static let localError = Self(451, "Local error, action aborted")
  /// 452.
  package static let noSpace = Self(452, "No space left on device")
  /// 450: REST before APPE or STOU.
  package static let restartNotForCommand = Self(450, "Restart not possible for this command")
  /// 501: REST in TYPE A.
  package static let restartNeedsBinary = Self(501, "Restart needs TYPE I")
  /// 554: RETR or STOR in TYPE A, after a REST that was in TYPE I.
  package static let restartNotInText = Self(554, "Restart not possible in ASCII mode")
  /// 554.
  package static let restartBeyondEnd = Self(554, "Restart point beyond the end of the file")

  /// 350.
  package static func restarting(at offset: Int64) -> Self {
    Self(350, "Restarting at \(offset), send RETR or STOR")
  }

  private static func suffix(_ bytes: Int64?) -> String {
    bytes.map { " (\($0) bytes)" } ?? ""
  }
}
