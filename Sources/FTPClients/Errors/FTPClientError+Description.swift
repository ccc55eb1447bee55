internal import Sockets
internal import TLS

extension FTPClientError: CustomStringConvertible {
  /// One line, which says what to do where that is known:
  /// `RETR a.txt: 550 No such file or directory`.
  public var description: String {
    switch self {
    case .connect(let error): "\(error)"
    case .dataConnection(let error):
      "data connection: \(error); try the other data mode (active, passive)"
    case .transport(let error): "the connection has failed: \(error)"
    case .tls(let error): "\(error)"
    case .tlsConfiguration(let error): "TLS: \(error)"
    case .refused(let command, let code, let text): "\(command): \(code) \(text)"
    case .protocolViolation(let what): "no FTP server, or a broken one: \(what)"
    case .truncated(let count):
      "the transfer was cut off after \(count) bytes (no close_notify): resume it"
    case .timedOut(let wait): "no \(wait) in time: try again later, or allow more time"
    case .closedByServer(.some(let reply)): "the server has closed the session: \(reply)"
    case .closedByServer(.none): "the server has closed the connection: connect again"
    default: ownDescription
    }
  }

  /// What this side is the cause of.
  private var ownDescription: String {
    switch self {
    case .closed: "the session is closed: connect again"
    case .cancelled: "cancelled"
    case .busy: "another operation of this session is under way: wait for its end"
    case .unusableArgument(let what): "\(what)"
    case .unsupported(let what): "the server cannot \(what)"
    case .unsafeName(let name): "the listing has a name that leads elsewhere: \"\(name)\""
    case .tooMuch(let what): "the listing has more than \(what)"
    case .handler(let error): "\(error)"
    default: ""
    }
  }
}
