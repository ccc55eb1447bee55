internal import CPlatform

/// Whose an option or control message is: the `level` of getsockopt(2).
public struct SocketOptionLevel: RawRepresentable, Hashable, Sendable {
  /// The `SOL_*` or `IPPROTO_*` number.
  public let rawValue: Int32

  /// A level by its number.
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// `IPPROTO_IP`: ip(7).
  public static let ipv4 = SocketOptionLevel(rawValue: Int32(IPPROTO_IP))
  /// `IPPROTO_IPV6`: ipv6(7).
  public static let ipv6 = SocketOptionLevel(rawValue: Int32(IPPROTO_IPV6))
  /// `SOL_SOCKET`: socket(7), for every family.
  public static let socket = SocketOptionLevel(rawValue: SOL_SOCKET)
  /// `IPPROTO_TCP`: tcp(7).
  public static let tcp = SocketOptionLevel(rawValue: Int32(IPPROTO_TCP))
  /// `IPPROTO_UDP`: udp(7).
  public static let udp = SocketOptionLevel(rawValue: Int32(IPPROTO_UDP))
}

extension SocketOptionLevel: CustomStringConvertible {
  /// A word for the levels named here, `level 270` for another.
  public var description: String {
    switch self {
    case .ipv4: "ipv4"
    case .ipv6: "ipv6"
    case .socket: "socket"
    case .tcp: "tcp"
    case .udp: "udp"
    default: "level \(rawValue)"
    }
  }
}
