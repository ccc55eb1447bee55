import Accounts
import FTPServers
import Logging
import SocketAddresses

extension FTPServerEvent {
  /// How important it is.
  var level: Logger.Level {
    switch self {
    case .began, .ended: .debug
    case .loggedIn, .transferred, .handshakeFailed: .info
    case .loginRefused, .turnedAway, .denied: .notice
    case .failed: .error
    }
  }

  /// Whether it is one of those that administrators keep: transfers, logins and denials.
  var isAudited: Bool {
    switch self {
    case .began, .ended: false
    default: true
    }
  }
}
