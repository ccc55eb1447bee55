public import Sockets
public import TLS

/// Why an operation of a client has failed.
///
/// Whether the session goes on is told by `FTPClient.isOpen`: it does after what the server has
/// refused, and after all that leaves both ends in step. Its description holds no password.
public enum FTPClientError: Error {
  /// There is no control connection: the name is unknown, nobody listens, the network is down.
  case connect(SocketError)
  /// There is no data connection. The session goes on.
  case dataConnection(SocketError)
  /// A connection has failed in the middle.
  case transport(SocketError)
  /// A TLS handshake or an encrypted connection has failed, or the certificate is not to be
  /// trusted.
  case tls(TLSError)
  /// There is no `TLSClient`: none was given, and none could be made of the system's roots.
  case tlsConfiguration(TLSConfigurationError)
  /// The server has refused a command, or has ended a transfer before it was complete.
  ///
  /// The command is without its argument where that is a secret.
  case refused(command: String, code: Int, text: String)
  /// The server does not keep to the protocol.
  case protocolViolation(String)
  /// An encrypted transfer to here has ended without `close_notify`: somebody may have cut it.
  case truncated(receivedBytes: Int64)
  /// A time of the limits has run out, or the deadline of `withDeadline`.
  case timedOut(FTPClientWait)
  /// The server has hung up; with its 421 where it has said why.
  case closedByServer(FTPServerReply?)
  /// This side has closed the session, or an earlier failure has.
  case closed
  /// The task was cancelled; the session is closed.
  case cancelled
  /// Another operation of the session is under way: a closure of a transfer has called for one.
  case busy
  /// An argument cannot be: a path with CR, LF or NUL, a negative offset.
  case unusableArgument(String)
  /// The server offers no way to do it.
  case unsupported(String)
  /// A listing has a name that leads out of the directory; see `FTPUnsafeNames`.
  case unsafeName(FTPPath)
  /// A listing is larger than its limit.
  case tooMuch(String)
  /// What the program's own closure has thrown. The transfer was given up.
  case handler(any Error)
}

extension FTPClientError {
  /// The code of the reply that refused, or hung up; nil for other causes.
  public var replyCode: Int? {
    switch self {
    case .refused(_, let code, _): code
    case .closedByServer(let reply): reply?.code
    default: nil
    }
  }

  /// Whether the server has said 550: there is no such file, or this account may not have it.
  public var isNoSuchFile: Bool { replyCode == 550 }

  /// Whether it may go better later with nothing changed: what the network has done, times that
  /// have run out, replies of 4xx.
  public var isTransient: Bool {
    switch self {
    case .refused(_, let code, _): code / 100 == 4
    case .connect(let error): error.code != .unknownName
    case .tls(.transport): true
    case .dataConnection, .transport, .timedOut, .closedByServer, .truncated: true
    default: false
    }
  }
}
