/// What a peer says when it refuses: an alert (RFC 8446, section 6).
public struct TLSAlert: RawRepresentable, Hashable, Sendable {
  /// The number on the wire.
  public let rawValue: UInt8

  /// An alert of any number.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The handshake had no result: mostly, there is no version or cipher in common.
  public static let handshakeFailure = TLSAlert(rawValue: 40)
  /// The peer does not like this end's certificate.
  public static let badCertificate = TLSAlert(rawValue: 42)
  /// This end's certificate has expired, or is not valid yet.
  public static let certificateExpired = TLSAlert(rawValue: 45)
  /// The peer does not know who has signed this end's certificate.
  public static let unknownCertificateAuthority = TLSAlert(rawValue: 48)
  /// The peer allows no version of TLS that this end offers.
  public static let protocolVersion = TLSAlert(rawValue: 70)
  /// The server has nothing under the name that it was called by.
  public static let unrecognizedName = TLSAlert(rawValue: 112)
  /// The server wants a certificate of the client, and got none.
  public static let certificateRequired = TLSAlert(rawValue: 116)
  /// The server knows none of the application's protocols.
  public static let noApplicationProtocol = TLSAlert(rawValue: 120)
}

extension TLSAlert: CustomStringConvertible {
  /// The name in the standard, as words: `certificate expired`.
  public var description: String {
    TLSAlert.names[rawValue] ?? "alert \(rawValue)"
  }

  private static let names: [UInt8: String] = [
    10: "unexpected message", 20: "bad record", 22: "record overflow", 40: "handshake failure",
    42: "bad certificate", 43: "unsupported certificate", 44: "certificate revoked",
    45: "certificate expired", 46: "certificate unknown", 47: "illegal parameter",
    48: "unknown certificate authority", 49: "access denied", 50: "decode error",
    51: "decrypt error", 70: "protocol version", 71: "insufficient security",
    80: "internal error", 86: "inappropriate fallback", 90: "user canceled",
    100: "no renegotiation", 109: "missing extension", 110: "unsupported extension",
    112: "unrecognized name", 113: "bad certificate status response", 115: "unknown PSK identity",
    116: "certificate required", 120: "no application protocol",
  ]
}
