/// What kind of address a socket has: `AF_INET`, `AF_INET6`, `AF_UNIX` or any other by its number.
///
/// The families with a static member have a typed form in ``SocketAddress``; every other family is
/// carried by number, with its address as plain bytes.
public struct AddressFamily: RawRepresentable, Hashable, Sendable {
  /// The platform's number of the family, an `AF_` constant.
  public let rawValue: Int32

  /// The family with the given `AF_` number.
  ///
  /// Every number is accepted: whether the running kernel knows it shows when a socket is made.
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }
}

extension AddressFamily: CustomStringConvertible {
  /// `inet`, `inet6`, `unix`, `unspecified`, or `family 16` for a family without a name here.
  public var description: String {
    switch self {
    case .unspecified: "unspecified"
    case .unix: "unix"
    case .inet: "inet"
    case .inet6: "inet6"
    default: "family \(rawValue)"
    }
  }
}
