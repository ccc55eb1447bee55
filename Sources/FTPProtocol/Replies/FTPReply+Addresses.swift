package import SocketAddresses

// Replies about where data connections go.
extension FTPReply {
  /// 227: where the server waits (RFC 959 §4.1.2).
  ///
  /// - Parameters:
  ///   - address: the one that the client is to connect to.
  ///   - port: its port.
  /// - Returns: the reply.
  package static func passive(_ address: IPv4Address, port: UInt16) -> Self {
    let octets = address.octets
    let numbers = "\(octets[0]),\(octets[1]),\(octets[2]),\(octets[3]),\(port >> 8),\(port & 255)"
    return Self(227, "Entering Passive Mode (\(numbers)).")
  }

  /// 229: the port that the server waits at (RFC 2428 §3).
  package static func extendedPassive(port: UInt16) -> Self {
    Self(229, "Entering Extended Passive Mode (|||\(port)|)")
  }

  /// 522: the address family is another than that of the control connection (RFC 2428 §2).
  ///
  /// - Parameter families: those that would do: 1 is IPv4, 2 is IPv6.
  /// - Returns: the reply.
  package static func familyNotSupported(use families: [Int]) -> Self {
    let list = families.map(String.init).joined(separator: ",")
    return Self(522, "Network protocol not supported, use (\(list))")
  }

  /// 522 to PASV on IPv6, which it cannot name.
  package static let passiveNeedsIPv4 = Self(522, "PASV is for IPv4 only, use EPSV")
  /// 200.
  package static let portAccepted = Self(200, "Address accepted")
  /// 501: another host than the client's, or a port that is none for data (RFC 2577 §3).
  package static let addressRefused = Self(501, "Address refused")
  /// 200.
  package static let onlyExtendedPassive = Self(200, "EPSV ALL accepted")
  /// 503: after EPSV ALL.
  package static let needsExtendedPassive = Self(503, "Only EPSV after EPSV ALL")
}
