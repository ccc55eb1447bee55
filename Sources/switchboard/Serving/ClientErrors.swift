import Sockets

/// What servers say of errors that end no service: only what somebody can do something about.
enum ClientErrors {
  /// Tells of an error, unless it is just how a client has left, or the end of the server.
  static func report(_ error: any Error) {
    guard !isOrdinary(error) else { return }
    Complaint(error).tell()
  }

  /// Whether an error is one that clients and networks cause all day.
  static func isOrdinary(_ error: any Error) -> Bool {
    guard let error = error as? SocketError else { return false }
    switch error.code {
    case .connectionReset, .connectionAborted, .connectionTimedOut, .brokenPipe, .cancelled,
      .closed, .hostUnreachable, .networkUnreachable, .networkDown:
      return true
    default:
      return false
    }
  }
}
