package import Accounts
package import SocketAddresses

/// What happens at an FTP server.
package enum FTPServerEvent: Sendable {
  /// A session has begun.
  case began(FTPSessionID, peer: IPAddress?)
  /// Somebody has logged in.
  case loggedIn(FTPSessionID, name: String, peer: IPAddress?, isEncrypted: Bool)
  /// A login was refused; the name is as the client gave it.
  case loginRefused(FTPSessionID, name: [UInt8], peer: IPAddress?, LoginRefusal)
  /// A client came that is banned, or one too many.
  case turnedAway(FTPSessionID, peer: IPAddress?, FTPTurnAwayReason)
  /// A TLS handshake has failed.
  case handshakeFailed(FTPSessionID, peer: IPAddress?, reason: String)
  /// An operation was denied by the account's permissions or its quota.
  case denied(FTPSessionID, name: String, command: String, path: [UInt8], reason: String)
  /// A transfer has ended.
  case transferred(FTPTransferRecord)
  /// A session has ended.
  case ended(FTPSessionID, name: String?, reason: FTPSessionEnd)
  /// The account store, or a home, does not work.
  case failed(FTPSessionID?, String)
}

/// Why a client is turned away.
package enum FTPTurnAwayReason: String, Hashable, Sendable, CaseIterable {
  case banned = "banned"
  case sessionsOfAccount = "too many sessions of the account"
  case busy = "too many logins wait"
}

/// A transfer as it has ended.
package struct FTPTransferRecord: Sendable {
  /// What kind of transfer.
  package enum Direction: String, Hashable, Sendable, CaseIterable {
    case upload, download, listing
  }

  /// How it ended.
  package enum Result: String, Hashable, Sendable, CaseIterable {
    case complete, aborted, failed
  }

  /// Whose.
  package var session: FTPSessionID
  package var name: String
  package var peer: IPAddress?
  package var direction: Direction
  /// Of the file, from the home on.
  package var path: [UInt8]
  /// How many went over the data connection.
  package var bytes: Int64
  package var duration: Duration
  package var isEncrypted: Bool
  package var isText: Bool
  package var result: Result
  /// Why it has failed, as the client was told; nil where it has not.
  package var reason: String?
}
