package import SocketAddresses

/// Which host a client means to have reached (RFC 7151 §3.1).
package enum FTPVirtualHost: Hashable, Sendable {
  /// An address, which says no more than the connection does.
  case address(IPAddress)
  /// A name of letters, digits, hyphens and points, in lower case.
  case name([UInt8])
}

extension FTPVirtualHost {
  /// The longest name of a host, in bytes (RFC 1035 §2.3.4).
  private static let nameBytesMax = 253

  /// The host in an argument; an IPv6 address may stand in brackets.
  ///
  /// - Throws: 501 for what is neither.
  init(argument: [UInt8]) throws(FTPReply) {
    let isBracketed = argument.first == UInt8(ascii: "[") && argument.last == UInt8(ascii: "]")
    let text = isBracketed ? Array(argument.dropFirst().dropLast()) : argument
    if let address = IPAddress(utf8: text.span) {
      guard !isBracketed || address.bitWidth == 128 else { throw .argumentMalformed }
      self = .address(address)
    } else {
      guard (1...Self.nameBytesMax).contains(argument.count), argument.allSatisfy(Self.isOfName)
      else { throw .argumentMalformed }
      self = .name(argument.map { $0.isLetter ? $0 | 0x20 : $0 })
    }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.digit != nil || byte == .hyphen || byte == .period
  }
}
