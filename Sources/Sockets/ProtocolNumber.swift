internal import CPlatform

/// Which protocol of a family a socket speaks: the third argument of socket(2).
///
/// For the internet families these are IANA's protocol numbers; other families count their own.
public struct ProtocolNumber: RawRepresentable, Hashable, Sendable {
  /// The number.
  public let rawValue: Int32

  /// A protocol by its number.
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// 0: the usual protocol for the family and type.
  public static let automatic = ProtocolNumber(rawValue: 0)
  /// `IPPROTO_ICMP`, RFC 792.
  public static let icmp = ProtocolNumber(rawValue: Int32(IPPROTO_ICMP))
  /// `IPPROTO_ICMPV6`, RFC 4443.
  public static let icmpv6 = ProtocolNumber(rawValue: Int32(IPPROTO_ICMPV6))
  /// `IPPROTO_RAW`: any protocol, with the IP header written by the program.
  public static let raw = ProtocolNumber(rawValue: Int32(IPPROTO_RAW))
  /// `IPPROTO_TCP`, RFC 9293.
  public static let tcp = ProtocolNumber(rawValue: Int32(IPPROTO_TCP))
  /// `IPPROTO_UDP`, RFC 768.
  public static let udp = ProtocolNumber(rawValue: Int32(IPPROTO_UDP))
}
