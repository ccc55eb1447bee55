internal import SocketAddresses

extension FTPDataAddress {
  /// Why an argument of EPRT is no address.
  package enum ExtendedFailure: Error, Hashable, Sendable {
    /// It is not written as RFC 2428 §2 says.
    case malformed
    /// The number of its address family is neither 1 nor 2.
    case unknownFamily
  }

  /// The address in an argument of PORT, `h1,h2,h3,h4,p1,p2` (RFC 959 §4.1.2).
  ///
  /// - Parameter argument: exactly six numbers from 0 to 255, of at most three digits.
  package init?(port argument: [UInt8]) {
    let parts = argument.split(separator: .comma, omittingEmptySubsequences: false)
    guard parts.count == 6 else { return nil }
    var numbers = InlineArray<6, UInt8>(repeating: 0)
    for (index, part) in parts.enumerated() {
      guard part.count <= 3, let number = part.decimalNumber(max: 255) else { return nil }
      numbers[index] = UInt8(number)
    }
    self.init(sixNumbers: numbers)
  }

  /// The address of the six numbers that PORT and the reply 227 consist of.
  init(sixNumbers numbers: InlineArray<6, UInt8>) {
    address = .v4(IPv4Address(numbers[0], numbers[1], numbers[2], numbers[3]))
    port = UInt16(numbers[4]) << 8 | UInt16(numbers[5])
  }

  /// The address in an argument of EPRT, `|1|192.0.2.1|6446|` (RFC 2428 §2).
  ///
  /// - Parameter argument: the family's number, the address and the port, each between two of a
  ///   byte from 33 to 126 that stands first.
  /// - Throws: what is wrong with it.
  package init(extended argument: [UInt8]) throws(ExtendedFailure) {
    guard let delimiter = argument.first, (33...126).contains(delimiter) else { throw .malformed }
    let parts = argument.split(separator: delimiter, omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[4].isEmpty,
      let family = parts[1].decimalNumber(), let port = parts[3].decimalNumber(max: 65_535)
    else { throw .malformed }
    let text = Array(parts[2])
    switch family {
    case 1:
      guard let address = IPv4Address(utf8: text.span) else { throw .malformed }
      self.init(.v4(address), port: UInt16(port))
    case 2:
      guard let address = IPv6Address(utf8: text.span) else { throw .malformed }
      self.init(.v6(address), port: UInt16(port))
    default:
      throw .unknownFamily
    }
  }

  /// The argument of PORT; nil for IPv6.
  package var portArgument: [UInt8]? {
    guard case .v4(let ipv4) = address else { return nil }
    let octets = ipv4.octets
    var argument: [UInt8] = []
    for octet in [octets[0], octets[1], octets[2], octets[3], UInt8(port >> 8)] {
      argument.append(Int64(octet))
      argument.append(.comma)
    }
    argument.append(Int64(port & 255))
    return argument
  }

  /// The argument of EPRT.
  package var extendedArgument: [UInt8] {
    let family = address.bitWidth == 32 ? 1 : 2
    return Array("|\(family)|\(address)|\(port)|".utf8)
  }
}
