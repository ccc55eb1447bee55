/// How the peer's certificate is looked at.
public struct TLSVerification: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case chain
    case pinsOnly
    case nothing
  }

  let kind: Kind
  let pins: Set<TLSKeyPin>

  /// A root that is trusted has signed it, it is valid today, for this purpose, and, on a client,
  /// for the name that the server was called by (RFC 9525).
  public static let full = TLSVerification(kind: .chain, pins: [])

  /// All that `full` asks for, and its key is one of these.
  public static func full(andPinned pins: Set<TLSKeyPin>) -> TLSVerification {
    TLSVerification(kind: .chain, pins: pins)
  }

  /// Its key is one of these: whoever has signed it, whatever name it has and whenever it ends; for
  /// servers that have signed for themselves.
  public static func pinnedOnly(_ pins: Set<TLSKeyPin>) -> TLSVerification {
    TLSVerification(kind: .pinsOnly, pins: pins)
  }

  /// Nothing: anybody between the two ends can read and change everything.
  public static let dangerouslyNone = TLSVerification(kind: .nothing, pins: [])
}
