/// Why there is no handshake with a peer, or no more after one.
public enum TLSHandshakeFault: Hashable, Sendable {
  /// What came is no TLS: the peer speaks another protocol, or HTTP to an HTTPS port.
  case notTLS
  /// The peer knows no version of TLS that this end allows.
  case noCommonVersion
  /// There is no cipher that both ends allow, or no certificate that the client's allow.
  case noCommonCipher
  /// The peer knows none of the protocols that the application offers (ALPN, RFC 7301).
  case noCommonApplicationProtocol
  /// The connection has ended before the handshake was done.
  case ended
  /// The peer has sent more than `limitBytes` without coming to an end, or has asked for more
  /// answers than it reads.
  case tooLong(limitBytes: Int)
  /// The peer of a connection with TLS 1.2 wants to shake hands again, which is refused.
  case renegotiation
  /// The name of the server is no host name or IP address.
  case unusableServerName
  /// A record does not have the tag that it must have: somebody has changed it, or it was damaged.
  case badRecord
  /// OpenSSL's own words, for what is rare.
  case other(String)
}

extension TLSHandshakeFault: CustomStringConvertible {
  /// A few words: `the peer does not speak TLS`.
  public var description: String {
    switch self {
    case .notTLS: "the peer does not speak TLS"
    case .noCommonVersion: "no version in common with the peer"
    case .noCommonCipher: "no cipher in common with the peer"
    case .noCommonApplicationProtocol: "no application protocol in common with the peer"
    case .ended: "the peer has closed the connection in the handshake"
    case .tooLong(let limit): "the peer has sent more than \(limit) bytes of handshake"
    case .renegotiation: "the peer wants to shake hands a second time"
    case .unusableServerName: "the server's name is no host name or address"
    case .badRecord: "a record was damaged or changed on its way"
    case .other(let text): text
    }
  }
}
