package import Sockets

extension SocketError {
  /// Whether it is one that clients and networks cause all day, or the end of what was waited for.
  package var isOrdinary: Bool {
    switch code {
    case .connectionReset, .connectionAborted, .connectionTimedOut, .brokenPipe, .cancelled,
      .closed, .hostUnreachable, .networkUnreachable, .networkDown:
      true
    default: false
    }
  }
}
