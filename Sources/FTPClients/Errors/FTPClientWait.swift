/// What a client has waited for in vain.
public enum FTPClientWait: Hashable, Sendable {
  /// The control connection: `FTPClientLimits.connectTime`.
  case connect
  /// A TLS handshake: `handshakeTime`.
  case handshake
  /// A reply, or that the server takes a command: `replyTime`.
  case reply
  /// A data connection: `dataConnectTime`.
  case dataConnection
  /// Bytes of a transfer: `stalledTime`.
  case data
  /// The reply behind a transfer: `completionTime`.
  case completion
}

extension FTPClientWait: CustomStringConvertible {
  /// In words, as they follow `no`.
  public var description: String {
    switch self {
    case .connect: "connection"
    case .handshake: "TLS handshake"
    case .reply: "reply"
    case .dataConnection: "data connection"
    case .data: "bytes of the transfer"
    case .completion: "reply at the end of the transfer"
    }
  }
}
