internal import EventLoops
internal import Sockets
internal import TLS

extension FTPClientError {
  /// What an error of a connection means while it is waited for something.
  init(_ error: any Error, waiting wait: FTPClientWait) {
    switch error {
    case let error as FTPClientError: self = error
    case let error as SocketError: self.init(error, waiting: wait)
    case let error as TLSError: self.init(error, waiting: wait)
    case EventLoopError.cancelled: self = .cancelled
    default: self = .protocolViolation("\(error)")
    }
  }

  private init(_ error: SocketError, waiting wait: FTPClientWait) {
    switch error.code {
    case .cancelled: self = .cancelled
    case .timedOut: self = .timedOut(wait)
    case .closed: self = .closed
    default:
      switch wait {
      case .connect: self = .connect(error)
      case .dataConnection: self = .dataConnection(error)
      default: self = .transport(error)
      }
    }
  }

  private init(_ error: TLSError, waiting wait: FTPClientWait) {
    switch error {
    case .transport(let error as SocketError): self.init(error, waiting: wait)
    case .closed: self = .closed
    default: self = .tls(error)
    }
  }

  /// What an error of the control connection means: that a server resets it, or ends it without a
  /// word, is a hang-up.
  init(control error: any Error, waiting wait: FTPClientWait) {
    self.init(error, waiting: wait)
    switch self {
    case .transport(let error)
    where [.connectionReset, .brokenPipe, .notConnected].contains(error.code):
      self = .closedByServer(nil)
    case .tls(.truncated): self = .closedByServer(nil)
    default: break
    }
  }
}
